package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.RunDraft;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must be proved of a template before it rolls out, by Jobs of the real controller. */
@Scenario
class PreTestIT {
  @Test
  void aJobThatSucceedsReleasesTheChange(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(0));
    dc1.window(w -> w.preTest(tests));

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice");
    awaitRolledOut(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    var run = awaitRun(chat, CheckVerdict.Pass);
    assertThat(run.getSpec().getTemplateHash()).isEqualTo(change.getSpec().getTemplateHash());
    assertThat(change.getStatus().getGates())
        .anyMatch(line -> line.contains(tests.title() + " passed"));
    assertThat(chat.runs()).hasSize(1);
  }

  @Test
  void aJobThatFailsHoldsTheChangeAndItsLastLinesSayWhy(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(1));
    dc1.window(w -> w.preTest(tests));

    world.alice().setsImage(chat, "chat:42");

    var run = awaitRun(chat, CheckVerdict.Fail);
    assertThat(run.getStatus().getMessage()).contains("line 30 of 30").doesNotContain("line 9 of");
    assertHeld(chat).by("alice").because(tests.title()).because("line 30 of 30");
    assertStaysHeld(chat, Duration.ofSeconds(2));
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    assertThat(chat.runs()).as("it is not tried again by itself").hasSize(1);
  }

  @Test
  void aMendedTestIsRunAgainByWhoCreatesACheckRun(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(1));
    dc1.window(w -> w.preTest(tests));
    world.alice().setsImage(chat, "chat:42");
    awaitRun(chat, CheckVerdict.Fail);
    var change = assertHeld(chat).because("run it again with kubectl create").change();
    tests.becomes(t -> t.job(0));

    var again = RunDraft.preTest(change, tests.name());
    world.person("paula").having("edit", chat).creates(chat, again);

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aTestThatDoesNotExistIsNamedAndRunOnceItDoes(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(0));
    dc1.window(w -> w.preTest(tests));
    tests.delete();
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(tests.title() + " does not exist");

    world.template("tests", t -> t.job(0));

    awaitRolledOut(chat, "chat:42");
  }

  /** All gates must hold at the moment of release, not only once each. */
  @Test
  void evidenceThatExpiredWhileAFaultWasOpenCountsNoMore(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(0));
    dc1.window(w -> w.quietPeriod("0s").preTest(tests, p -> p.setValidFor("4s")));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    var expired = awaitRun(chat, CheckVerdict.Pass);
    eventually(() -> assertThat(Instant.now()).isAfter(ended(expired).plusSeconds(4)));

    fault.resolve();

    awaitRolledOut(chat, "chat:42");
    var runs = chat.runs();
    assertThat(runs).hasSize(2);
    var released = awaitChange(chat, ChangeState.Completed).getStatus().getReleasedTime();
    assertThat(Instant.parse(released).plusSeconds(1))
        .as("released in whole seconds, not before the second run passed")
        .isAfter(ended(runs.getLast()));
  }

  @Test
  void aNewTemplateVoidsWhatWasProvedOfTheOldOne(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(0));
    dc1.window(w -> w.preTest(tests));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    awaitRun(chat, CheckVerdict.Pass);

    world.alice().setsImage(chat, "chat:43");
    eventually(() -> assertThat(tested(chat)).hasSize(2).doesNotHaveDuplicates());
    fault.resolve();

    awaitRolledOut(chat, "chat:43");
    assertThat(tested(chat)).hasSize(2);
  }

  @Test
  void aReportOfATestElsewhereCountsWhenTheReporterMayReport(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.report("staging"));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("has no report yet").change();
    var report = RunDraft.preTest(change, "staging").reported(CheckVerdict.Pass);

    world.person("ci").having("check-reporter", chat).creates(chat, report);

    awaitRolledOut(chat, "chat:42");
    assertThat(awaitRun(chat, CheckVerdict.Pass).getStatus().getReporter()).isEqualTo("ci");
  }

  @Test
  void aReportAboutAnotherTemplateDoesNotCount(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.report("staging"));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("has no report yet").change();
    var report = RunDraft.preTest(change, "staging").testing("0".repeat(64));

    world
        .person("ci")
        .having("check-reporter", chat)
        .creates(chat, report.reported(CheckVerdict.Pass));

    assertStaysHeld(chat, Duration.ofSeconds(3));
    assertHeld(chat).because("has no report yet");
  }

  /** Whatever name the author writes down, the API server knows better. */
  @Test
  void aReporterCannotBeForged(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.report("staging"));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("has no report yet").change();
    var forged = RunDraft.preTest(change, "staging").reported(CheckVerdict.Pass).signedAs("ci");

    var answer = world.person("paula").having("edit", chat).triesToCreate(chat, forged);

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains("paula may not report checks");
    assertStaysHeld(chat, Duration.ofSeconds(2));

    forged.reported(CheckVerdict.Fail);
    world.person("carol").having("check-reporter", chat).creates(chat, forged);

    assertHeld(chat).because("412 tests in staging");
    assertThat(chat.runs())
        .singleElement()
        .satisfies(r -> assertThat(r.getStatus().getReporter()).isEqualTo("carol"));
  }

  /** The operator's own evidence is the operator's to make. */
  @Test
  void nobodyElseRunsACanarysChecks(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var tests = world.template("tests", t -> t.job(0));
    dc1.window(w -> w.canary(c -> c.check(tests).soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("canary").change();

    var forged = RunDraft.of(change, tests.name(), CheckPurpose.Canary);
    var answer = world.person("paula").having("edit", chat).triesToCreate(chat, forged);

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains("created by Rollguard alone");
  }

  private static List<String> tested(App chat) {
    return chat.runs().stream().map(r -> r.getSpec().getTemplateHash()).toList();
  }

  private static Instant ended(CheckRun run) {
    return Instant.parse(run.getStatus().getEndTime());
  }
}
