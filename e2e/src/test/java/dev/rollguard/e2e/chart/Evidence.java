package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.SecretRef;
import dev.rollguard.e2e.harness.ExpectCanary;
import dev.rollguard.e2e.harness.Metrics;
import dev.rollguard.e2e.harness.World;

/** The part of what the operator can do that takes evidence: tests, canaries, and their checks. */
final class Evidence {
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

  static void leavesACanaryBehind(World world) {
    var chat = world.datacenter("soaks").runs("chat:41");
    chat.datacenter().window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    ExpectCanary.awaitHealthyCanary(chat);
  }
}
