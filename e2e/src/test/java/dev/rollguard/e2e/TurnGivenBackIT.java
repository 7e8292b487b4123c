package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Across;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Concurrency;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.WindowDraft;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A turn that is not needed any more goes to the next one, whatever ended it. */
@Scenario
class TurnGivenBackIT {
  /** Whoever may go now goes at once; a recheck a minute later would be no answer. */
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  /** What no event tells is seen with the next look, once a minute. */
  private static final Duration A_LOOK = Duration.ofSeconds(90);

  private Datacenter dc1;

  @BeforeEach
  void aDatacenter(World world) {
    dc1 = world.datacenter("dc1");
  }

  @Test
  void aDeploymentDeletedInMotionFreesItsTurn(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);

    world.alice().does(apps.getFirst(), "delete", "deployment/a");

    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
  }

  @Test
  void aDeploymentDeletedInMotionWithoutItsPodsFreesItsTurn(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);

    world.alice().does(apps.getFirst(), "delete", "deployment/a", "--cascade=orphan");

    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
  }

  /** Nobody is told that the deletion was asked for, so it may take until the next look. */
  @Test
  void aDeploymentThatIsDeletedAndWaitsForAFinalizerFreesItsTurn(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);
    finalizers(apps.getFirst(), "[\"example.com/stuck\"]");
    try {
      world.alice().does(apps.getFirst(), "delete", "deployment/a", "--wait=false");

      within(A_LOOK, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
    } finally {
      finalizers(apps.getFirst(), "null");
    }
  }

  private static void finalizers(App app, String value) {
    var patch = "{\"metadata\": {\"finalizers\": %s}}".formatted(value);
    app.resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** A rule of somebody else says no to the operator alone: that keeps nobody else waiting. */
  @Test
  void aReleaseThatAnAdmissionRuleRefusesLeavesItsTurnToTheNextOne(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s").approvals(1));
    var admin = world.cluster().admin();
    var rule = load(admin, REFUSAL, apps.getFirst());
    try {
      eventually(() -> assertThat(refuses(apps.getFirst())).isTrue());
      apps.forEach(app -> ask(app, "chat:42", "0s"));
      assertHeld(apps.getFirst()).because("needs an approval");

      world.bob().approves(apps.getFirst());
      eventually(() ->
          assertThat(newest(apps.getFirst()).getStatus().getReason()).isEqualTo("ReleaseRefused"));
      world.bob().approves(apps.getLast());

      awaitRolledOut(apps.getLast(), "chat:42");
      assertHeld(apps.getFirst());
    } finally {
      rule.forEach(r -> admin.resource(r).delete());
    }
    within(A_LOOK.plus(PROMPTLY), () -> awaitRolledOut(apps.getFirst(), "chat:42"));
  }

  private static final String REFUSAL =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: NAME}
      spec:
        failurePolicy: Fail
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], resources: [deployments], operations: [UPDATE]}
        matchConditions:
        - {name: one, expression: "request.namespace == 'SPACE' && request.name == 'a'"}
        validations:
        - {expression: "object.spec.?paused.orValue(false) || !oldObject.spec.?paused.orValue(false)", message: "Not on a Friday."}
        - {expression: "object.metadata.?labels.probe.orValue('') == ''", message: "It is in force."}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: NAME}
      spec: {policyName: NAME, validationActions: [Deny]}
      """;

  private static List<HasMetadata> load(KubernetesClient admin, String yaml, App app) {
    var text = yaml.replace("NAME", "refuses-" + app.namespace()).replace("SPACE", app.namespace());
    return admin.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).create();
  }

  private static boolean refuses(App app) {
    try {
      app.resource()
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.JSON_MERGE)
                  .withDryRun(List.of("All"))
                  .build(),
              "{\"metadata\": {\"labels\": {\"probe\": \"yes\"}}}");
      return false;
    } catch (KubernetesClientException e) {
      return true;
    }
  }

  @Test
  void aFaultStopsTheOneInMotionAndAfterwardsTheOrderHolds(World world) {
    var apps = apps("a", "b", "c");
    dc1.window(w -> w.concurrency(1, "0s").quietPeriod("1s"));
    var motion = world.motion(dc1);
    apps.forEach(app -> {
      ask(app, "chat:42", "6s");
      awaitChange(app, app.name().equals("a") ? ChangeState.Released : ChangeState.Held);
    });

    var fault = dc1.fault("lb-error");

    assertHeldSoon(apps.getFirst(), fault.title());
    eventually(() -> assertThat(newest(apps.getFirst()).getStatus().getTurnTime()).isNull());
    assertThat(motion.started()).containsExactly("a");
    fault.resolve();
    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.started()).containsExactly("a", "a", "b", "c");
    assertThat(motion.most()).isEqualTo(1);
  }

  @Test
  void whatTheWindowSaysNowCounts(World world) {
    var apps = apps("a", "b", "c", "d");
    var window = dc1.window(w -> w.concurrency(1, "0s"));
    apps.forEach(app -> {
      ask(app, "chat:42", "24h");
      eventually(() -> assertThat(app.changes()).hasSize(1));
    });
    assertHeld(apps.get(1)).because("is in motion");

    window.edit(w -> w.getSpec().getGates().setConcurrency(turns(2, "0s")));

    within(PROMPTLY, () -> assertThat(apps.get(1).rolledOut()).contains("chat:42"));
    assertHeld(apps.get(2)).because("are in motion");

    window.edit(w -> w.getSpec().getGates().setConcurrency(null));

    within(PROMPTLY, () -> assertThat(apps.get(2).rolledOut()).contains("chat:42"));
    within(PROMPTLY, () -> assertThat(apps.get(3).rolledOut()).contains("chat:42"));
  }

  @Test
  void whereNoWindowWantsTurnsAnyMoreNobodyWaits(World world) {
    var apps = apps("a", "b");
    dc1.window();
    var turns = dc1.window("turns", w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);

    turns.delete();

    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
  }

  @Test
  void aRolloutThatItsOwnerPausesKeepsNobodyWaitingAndWaitsItselfAfterwards(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    var motion = world.motion(dc1);
    ask(apps.getFirst(), "chat:42", "8s");
    awaitChange(apps.getFirst(), ChangeState.Released);
    eventually(() -> assertThat(apps.getFirst().rolledOut()).contains("chat:42"));
    ask(apps.getLast(), "chat:42", "8s");
    assertHeld(apps.getLast()).because("is in motion");

    world.alice().does(apps.getFirst(), "rollout", "pause", "deployment/a");
    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
    world.alice().resumes(apps.getFirst());

    assertHeld(apps.getFirst()).because("is in motion");
    apps.forEach(app -> awaitRolledOut(app, "chat:42"));
    assertThat(motion.most()).isEqualTo(1);
  }

  private static void oneIsInMotionAndTheOtherWaits(List<App> apps) {
    ask(apps.getFirst(), "chat:42", "24h");
    awaitChange(apps.getFirst(), ChangeState.Released);
    ask(apps.getLast(), "chat:42", "0s");
    assertHeld(apps.getLast()).because("is in motion");
  }

  private List<App> apps(String... names) {
    return Stream.of(names).map(n -> dc1.runs(n, "chat:41")).toList();
  }

  private static Concurrency turns(int maxInFlight, String soak) {
    return WindowDraft.turns(maxInFlight, soak, Across.Datacenter);
  }

  private static void assertHeldSoon(App app, String why) {
    eventually(() -> assertHeld(app));
    assertHeld(app).because(why);
  }

  private static Change newest(App app) {
    return app.changes().getLast();
  }
}
