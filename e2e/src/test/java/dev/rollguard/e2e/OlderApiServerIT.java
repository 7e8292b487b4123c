package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Mode;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Outcome;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An API server without MutatingAdmissionPolicy v1, as before Kubernetes 1.36: it cannot hold, and
 * says so; refusing and warning work.
 */
@Scenario
@Isolated
@Tag("disruptive")
class OlderApiServerIT {
  private static final String V1 = "admissionregistration.k8s.io/v1/mutatingadmissionpol";
  private static final String BEFORE_136 =
      "--disable-admission-plugins=MutatingAdmissionPolicy --runtime-config="
          + V1
          + "icies=false,"
          + V1
          + "icybindings=false";

  private static Cluster cluster;
  private static World world;

  @BeforeAll
  static void anOlderCluster() {
    cluster = Cluster.beside(Path.of("target/older-cluster").toAbsolutePath(), BEFORE_136);
    cluster.install();
    world = World.in(cluster);
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aWindowThatHoldsSaysThatItCannotAndWhatToDo() {
    var dc1 = world.datacenter("hold");
    var chat = dc1.runs("chat:41");
    var window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(dc1.name()).build());
    window.getSpec().setDatacenter(dc1.name());
    cluster.admin().resource(window).create();
    dc1.fault("lb-error");

    eventually(() ->
        assertThat(
                cluster
                    .admin()
                    .resources(ChangeWindow.class)
                    .withName(dc1.name())
                    .require()
                    .getStatus()
                    .getConditions())
            .filteredOn(c -> c.getType().equals(ConditionTypes.ENFORCED))
            .singleElement()
            .satisfies(c -> {
              assertThat(c.getStatus()).isEqualTo("False");
              assertThat(c.getReason()).isEqualTo("HoldNeedsKubernetes136");
              assertThat(c.getMessage()).contains("upgrade to Kubernetes 1.36").contains("Deny");
            }));
    assertThat(chat.isHeld()).isFalse();
  }

  @Test
  void aWindowInModeDenyRefuses() {
    var dc1 = world.datacenter("deny");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.mode(Mode.Deny).closed());

    var refused = world.alice().tries(chat, "set", "image", "deployment/chat", "app=chat:42");

    assertThat(refused.code()).isNotZero();
    assertThat(refused.text()).contains("forbidden", "is closed");
    during(Duration.ofSeconds(1), () -> assertThat(chat.rolledOut()).containsExactly("chat:41"));
    world.alice().scales(chat, 3);
  }

  /** Who asked can only be stamped by a mutating policy. */
  @Test
  void aWindowInModeWarnWarnsAndRecordsThatNobodyKnowsWhoAsked() {
    var dc1 = world.datacenter("warn");
    var chat = dc1.runs("chat", "chat:41", d -> d.editSpec().withMinReadySeconds(2).endSpec());
    dc1.window(w -> w.mode(Mode.Warn).closed());

    var warned = world.alice().does(chat, "set", "image", "deployment/chat", "app=chat:42");

    assertThat(warned.text()).contains("Warning:", "is closed");
    awaitRolledOut(chat, "chat:42");
    eventually(() ->
        assertThat(chat.changes())
            .filteredOn(c -> c.getStatus().getState() == ChangeState.Completed)
            .extracting(c -> c.getSpec().getRequestedBy())
            .containsExactly("unknown"));
  }

  /** Nothing stamps here: the label is written by hand, and a name that is given must be true. */
  @Test
  void aCheckRunIsWhatItSaysItIs() {
    assertThat(createRun("").text()).contains("has the label rollguard.dev/active=true");
    assertThat(
            createRun(
                    "labels: {rollguard.dev/active: 'true'}, annotations: {rollguard.dev/created-by: eve}")
                .text())
        .contains("rollguard.dev/created-by is written by Rollguard alone; leave it out.");
    createRun("labels: {rollguard.dev/active: 'true'}").orFail();
  }

  private static Outcome createRun(String metadata) {
    var run =
        """
        apiVersion: rollguard.dev/v1alpha1
        kind: CheckRun
        metadata: {name: by-hand, %s}
        spec:
          purpose: PreTest
          template: smoke
          changeRef: {name: none}
          templateHash: "%s"
        """
            .formatted(metadata, "0".repeat(64));
    return cluster.tool("kubectl", run, List.of("create", "--dry-run=server", "-f", "-"));
  }
}
