package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.SecretRef;
import dev.rollguard.e2e.harness.ExpectCanary;
import dev.rollguard.e2e.harness.Metrics;
import dev.rollguard.e2e.harness.RunDraft;
import dev.rollguard.e2e.harness.World;
import org.jspecify.annotations.Nullable;

/** The part of what the operator can do that takes evidence: tests, canaries, and their checks. */
final class Evidence {
  /** Of one template, for one Change. */
  private static final int KEPT = 10;

  private Evidence() {}

  /** The cluster's Prometheus, with a login that it does not need. */
  static String provider(Metrics prometheus, SecretRef token) {
    return """
    checks.providers=[{"name": "main", "address": "%s", "bearerToken": {"secret": "%s", "key": "%s"}}]\
    """
        .formatted(prometheus.address(), token.getName(), token.getKey());
  }

  static void triesBeforeItReleases(World world) {
    var dc = world.datacenter("tries");
    var chat = dc.runs("chat:41");
    var tests = world.template("tests", t -> t.job(0));
    var asked =
        world.template(
            "asked",
            t ->
                t.query(
                    "vector(0)",
                    "value == 0.0",
                    p -> {
                      p.setAddress(null);
                      p.setProvider("main");
                    }));
    dc.window(w -> w.preTest(tests).canary(c -> c.check(asked)));
    world.alice().setsImage(chat, "chat:42");
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
  }

  static void endsAJobThatNobodyWaitsFor(World world) {
    var dc = world.datacenter("fails");
    var chat = dc.runs("chat:41");
    var failing = world.template("failing", t -> t.endlessJob().query("vector(1)", "value == 0.0"));
    dc.window(w -> w.preTest(failing));
    world.alice().setsImage(chat, "chat:42");
    ExpectCanary.awaitRun(chat, CheckVerdict.Fail);
    eventually(() ->
        assertThat(
                world.cluster().kubectl("get", "jobs", "-n", dc.namespace(), "-o", "name").output())
            .isBlank());
  }

  /** Of the runs that have ended it keeps the newest. */
  static void keepsTheNewestRunsOnly(World world) {
    var chat = world.datacenter("reports").runs("chat:41");
    chat.datacenter().window(w -> w.report("staging"));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("has no report yet").change();
    var report = RunDraft.preTest(change, "staging").reported(CheckVerdict.Fail).build();
    for (var i = 0; i < KEPT + 2; i++) {
      chat.client().resource(report).inNamespace(chat.namespace()).create();
    }
    eventually(() ->
        assertThat(chat.runs())
            .hasSize(KEPT)
            .allMatch(r -> r.getStatus().getVerdict() == CheckVerdict.Fail));
  }

  /** As after a crash: the run is there, and its cache does not say so. */
  static void findsARunThatItDoesNotKnow(World world, AuditLog log) {
    var chat = world.datacenter("forgets").runs("chat:41");
    var failing = world.template("refusing", t -> t.job(1));
    chat.datacenter().window(w -> w.preTest(failing));
    world.alice().setsImage(chat, "chat:42");
    var run = ExpectCanary.awaitRun(chat, CheckVerdict.Fail);
    var name = run.getMetadata().getName();
    var itself = world.cluster().as("system:serviceaccount:rollguard:rollguard");
    var runs = itself.resources(CheckRun.class).inNamespace(chat.namespace());
    runs.withName(name).edit(r -> labelled(r, null));
    var looked = new Right("rollguard.dev", "checkruns", "get", name);
    eventually(() -> assertThat(log.doneBy("rollguard")).contains(looked));
    runs.withName(name).edit(r -> labelled(r, Labels.TRUE));
  }

  private static CheckRun labelled(CheckRun run, @Nullable String active) {
    var labels = run.getMetadata().getLabels();
    if (active == null) {
      labels.remove(Labels.ACTIVE);
    } else {
      labels.put(Labels.ACTIVE, active);
    }
    return run;
  }

  static void leavesACanaryBehind(World world) {
    var chat = world.datacenter("soaks").runs("chat:41");
    chat.datacenter().window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    ExpectCanary.awaitHealthyCanary(chat);
  }
}
