package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that cannot be carried out waits for a person, and says for what. */
class RunStallsTest {
  private final RunWorld world = new RunWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRunWaitsForItsTemplate() {
    world.server.hasNot(RunWorld.TEMPLATE);
    world.restart();

    world.goOn();

    assertThat(world.verdict()).isEmpty();
    assertThat(world.condition("Stalled")).isEqualTo("True TemplateNotFound");
    assertThat(world.message())
        .isEqualTo("CheckTemplate/errors does not exist; create it or correct the name.");
    assertThat(world.status().has("startTime")).isFalse();

    world.seesTemplate(RunWorld.template(RunWorld.check("errors", "up")), 1);
    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
    assertThat(world.condition("Stalled")).isEmpty();
  }

  @Test
  void aRunWaitsUntilItsTemplateIsMended() {
    world.seesTemplate(RunWorld.template(RunWorld.check("errors", "broken")), 2);

    world.goOn();

    assertThat(world.condition("Stalled")).isEqualTo("True InvalidCheck");
    assertThat(world.message()).isEqualTo("CheckTemplate/errors: Check errors: pass is broken.");

    world.seesTemplate(RunWorld.template(RunWorld.check("errors", "up")), 3);
    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
  }

  @Test
  void anArgumentThatNobodyGaveIsNamed() {
    var template = RunWorld.template(RunWorld.check("errors", "'${service}'"));
    var args = ",\"args\":[{\"name\":\"service\"}]}}";
    world.seesTemplate(template.substring(0, template.length() - 2) + args, 2);

    world.goOn();

    assertThat(world.condition("Stalled")).isEqualTo("True InvalidCheck");
    assertThat(world.message()).contains("Check errors: ${service} has no value");
    assertThat(world.kind.asked).isEmpty();
  }

  @Test
  void aStalledRunIsWrittenOnce() {
    world.server.hasNot(RunWorld.TEMPLATE);
    world.restart();
    world.look();
    world.server.forgetsWhatWasAsked();

    world.look();

    assertThat(world.server.asked("(PATCH|POST|PUT|DELETE) .*")).isEmpty();
  }

  /** What was measured before stays measured. */
  @Test
  void aTemplateThatBreaksUnderwayStopsTheRunWhereItIs() {
    world.look();
    world.landed();
    world.look();
    world.seesTemplate(RunWorld.template(RunWorld.check("errors", "broken")), 2);

    world.look();

    assertThat(world.condition("Stalled")).isEqualTo("True InvalidCheck");
    assertThat(world.status().at("/checks/0/passed").asInt()).isEqualTo(1);

    world.seesTemplate(RunWorld.template(RunWorld.check("errors", "up")), 3);
    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
    assertThat(world.kind.samples()).containsExactly("errors 0", "errors 1", "errors 2");
  }

  @Test
  void aRunGoesOnByTheTemplateAsItIsNow() {
    world.look();
    world.landed();
    world.kind.answers = (check, index) -> new Finding(Outcome.Fail, "value 7");
    world.seesTemplate(
        RunWorld.template(
            RunWorld.check("errors", "up")
                .replace("\"count\":3", "\"count\":2,\"failureLimit\":1")),
        2);

    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
    assertThat(world.message()).startsWith("errors: 1 of 2 samples passed.");
  }
}
