package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.observe.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A template says whether its checks can be run. */
class TemplateReconcilerTest {
  private final RunWorld world = new RunWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private void look() {
    var template =
        Clients.serialization()
            .unmarshal(world.server.at(RunWorld.TEMPLATE).toString(), CheckTemplate.class);
    world.controller.templates().reconcile(template, RunWorld.none());
  }

  private JsonNode status() {
    return world.server.at(RunWorld.TEMPLATE).path("status");
  }

  private String conditions() {
    var text = new StringBuilder();
    for (var condition : status().path("conditions")) {
      text.append(
          "%s %s %s; "
              .formatted(
                  condition.path("type").asText(),
                  condition.path("status").asText(),
                  condition.path("reason").asText()));
    }
    return text.toString();
  }

  private void isStored(String... checks) {
    world.server.has(RunWorld.TEMPLATE, RunWorld.template(checks));
  }

  @Test
  void aTemplateWhoseChecksCompileIsReady() {
    look();

    assertThat(conditions()).isEqualTo("Ready True Reconciled; ");
    assertThat(status().path("observedGeneration").asInt()).isEqualTo(1);
    assertThat(world.events()).isEmpty();
  }

  @Test
  void aTemplateThatDoesNotCompileSaysWhatToMendOnce() {
    isStored(RunWorld.check("fine", "up"), RunWorld.check("bad", "broken"));

    look();
    look();

    assertThat(conditions()).isEqualTo("Ready False InvalidCheck; Stalled True InvalidCheck; ");
    assertThat(status().path("summary").asText()).isEqualTo("Check bad: pass is broken.");
    assertThat(world.server.all("/api/v1/namespaces/default/events")).hasSize(1);
  }

  @Test
  void aPlaceholderThatIsNoArgumentMustBeMended() {
    isStored(RunWorld.check("errors", "'${servcie}'"));

    look();

    assertThat(status().path("summary").asText())
        .startsWith("Check errors: ${servcie} has no value");
  }

  @Test
  void aDurationThatIsNoneMustBeMended() {
    isStored(RunWorld.check("errors", "up").replace("10s", "soon"));

    look();

    assertThat(status().path("summary").asText()).startsWith("Check errors: interval: \"soon\"");
  }

  @Test
  void whatTheOperatorSuppliesIsNoArgumentOfTheTemplate() {
    isStored(
        RunWorld.check(
            "errors",
            "'${namespace} ${deployment} ${datacenter} ${change} ${templateHash} ${canaryHash} ${stableHash} ${fault} ${start}'"));

    look();

    assertThat(conditions()).isEqualTo("Ready True Reconciled; ");
  }

  @Test
  void whoDoesNotLeadWritesNothing() {
    world.leading = false;

    look();

    assertThat(world.server.asked("(PATCH|POST) .*")).isEmpty();
  }

  @Test
  void whatIsSaidAlreadyIsNotWrittenAgain() {
    look();
    world.server.forgetsWhatWasAsked();

    look();

    assertThat(world.server.asked("PATCH .*")).isEmpty();
  }
}
