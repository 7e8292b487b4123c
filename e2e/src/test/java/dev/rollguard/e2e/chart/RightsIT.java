package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitReleased;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Mode;
import dev.rollguard.api.v1alpha1.OnFault;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.BreakGlassDraft;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Least privilege, proven: while the operator does all that it can do and is uninstalled, the API
 * server writes down what it asks for. Every right of the chart's rules is used, and none is
 * missing.
 */
@Scenario
@Isolated
@Tag("disruptive")
class RightsIT {
  private static final Path STATE = Path.of("target/audit-cluster").toAbsolutePath();
  private static final List<String> POLICIES =
      List.of(
          "mutatingadmissionpolicies",
          "mutatingadmissionpolicybindings",
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings");

  @TempDir static Path folder;

  private static Cluster cluster;
  private static AuditLog log;
  private static World world;
  private static Set<Right> operatorsRights;
  private static Set<Right> uninstallsRights;

  @BeforeAll
  static void everythingThatTheOperatorCanDo() throws IOException {
    log = new AuditLog(folder);
    cluster = Cluster.beside(STATE, log.apiServerFlags());
    assumeTrue(cluster.runsInPods(), "helm test and helm uninstall run pods");
    cluster.kubectl("create", "namespace", "rollguard");
    world = World.in(cluster);
    cluster.install(
        "--set",
        "changes.kept=1",
        "--set",
        "datacenter.default=home",
        "--set-json",
        Evidence.provider(cluster.metrics(), world.secret("token", "abc")));
    operatorsRights = rights("manifest");
    uninstallsRights = rights("hooks");
    writesPoliciesOfEveryKind();
    holdsReleasesAndPrunes();
    Evidence.triesBeforeItReleases(world);
    Evidence.endsAJobThatNobodyWaitsFor(world);
    Evidence.keepsTheNewestRunsOnly(world);
    Evidence.findsARunThatItDoesNotKnow(world, log);
    countsApprovalsAndNotesOverrides();
    pausesAndRollsBackOnAFault();
    findsPoliciesAndChangesThatItDoesNotExpect();
    handsOver();
    cluster.helm("test", "rollguard").orFail();
    var held = world.datacenter("left").runs("chat:41");
    held.datacenter().window(w -> w.closed());
    hold(held, "chat:42");
    Evidence.leavesACanaryBehind(world);
    cluster.uninstall();
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theOperatorUsesEveryRightThatItHas() {
    assertThat(unused(operatorsRights, "rollguard")).isEmpty();
  }

  @Test
  void theOperatorHasEveryRightThatItNeeds() {
    assertThat(log.refused("rollguard")).isEmpty();
  }

  @Test
  void uninstallUsesEveryRightThatItHas() {
    assertThat(unused(uninstallsRights, "rollguard-uninstall")).isEmpty();
  }

  @Test
  void uninstallHasEveryRightThatItNeeds() {
    assertThat(log.refused("rollguard-uninstall")).isEmpty();
  }

  private static List<Right> unused(Set<Right> rights, String serviceAccount) {
    var done = log.doneBy(serviceAccount);
    assertThat(done).as("what %s did", serviceAccount).isNotEmpty();
    return rights.stream().filter(r -> done.stream().noneMatch(r::covers)).toList();
  }

  /** What helm installed for the operator, or keeps for the uninstallation. */
  private static Set<Right> rights(String part) {
    var text = cluster.helm("get", part, "rollguard").orFail().output();
    return Stream.of(text.split("(?m)^---$"))
        .filter(document -> document.contains("kind:"))
        .map(document -> (HasMetadata) Serialization.unmarshal(document))
        .filter(o -> o.getMetadata().getName().matches("rollguard(-uninstall)?"))
        .flatMap(RightsIT::rules)
        .flatMap(Right::of)
        .collect(Collectors.toSet());
  }

  private static Stream<PolicyRule> rules(HasMetadata object) {
    return switch (object) {
      case ClusterRole role -> role.getRules().stream();
      case Role role -> role.getRules().stream();
      default -> Stream.empty();
    };
  }

  private static void hold(App app, String image) {
    world.alice().setsImage(app, image);
    eventually(() ->
        assertThat(app.changes())
            .filteredOn(c -> c.getStatus().getState() == ChangeState.Held)
            .anySatisfy(c -> assertThat(c.getSpec().getDiff().getFirst()).endsWith(" → " + image)));
  }

  private static void holdsReleasesAndPrunes() {
    var dc = world.datacenter("holds");
    var chat = dc.runs("chat:41");
    dc.window();
    for (var image : List.of("chat:42", "chat:43")) {
      var fault = dc.fault("fault-" + image.substring(5));
      hold(chat, image + "0");
      hold(chat, image + "1"); // the same Event again
      hold(chat, image);
      fault.resolve();
      awaitRolledOut(chat, image);
      awaitChange(chat, ChangeState.Completed);
    }
  }

  private static void countsApprovalsAndNotesOverrides() {
    var dc = world.datacenter("asks");
    var chat = dc.runs("chat:41");
    dc.window(w -> w.approvals(1, "sre"));
    hold(chat, "chat:42");
    world.bob().in("sre").approves(chat);
    awaitRolledOut(chat, "chat:42");
    hold(chat, "chat:43");
    world.person("oscar").breaksGlass(BreakGlassDraft.of(dc));
    awaitRolledOut(chat, "chat:43");
    awaitChange(chat, ChangeState.Completed);
  }

  private static void pausesAndRollsBackOnAFault() {
    for (var onFault : OnFault.values()) {
      var dc = world.datacenter(onFault.name().toLowerCase(Locale.ROOT));
      var chat = dc.runs("chat:41");
      dc.window(w -> w.onFault(onFault));
      neverReady(chat);
      awaitChange(chat, ChangeState.Released);
      dc.fault("fault-" + onFault.name().toLowerCase(Locale.ROOT));
      switch (onFault) {
        case Pause -> eventually(() -> assertHeld(chat));
        case Rollback -> awaitRolledOut(chat, "chat:41");
        case Continue -> awaitReleased(chat);
      }
    }
  }

  private static void neverReady(App app) {
    world
        .alice()
        .patches(
            app,
            """
            {"spec": {"template": {
              "metadata": {"annotations": {"e2e.rollguard.dev/ready-after": "24h"}},
              "spec": {"containers": [{"name": "app", "image": "chat:42"}]}}}}\
            """);
  }

  /** Windows in every mode come, change, and go, until no policy is left. */
  private static void writesPoliciesOfEveryKind() {
    for (var mode : Mode.values()) {
      var dc = world.datacenter(mode.name().toLowerCase(Locale.ROOT));
      var window = dc.window(w -> w.mode(mode).closed());
      window.edit(w -> w.getSpec().setSchedule(null));
      window.edit(w -> w.getSpec().setDatacenter("home"));
      window.delete();
    }
    for (var kind : POLICIES) {
      eventually(() -> assertThat(own(kind)).isBlank());
    }
  }

  private static void findsPoliciesAndChangesThatItDoesNotExpect() {
    var dc = world.datacenter("odd");
    var chat = dc.runs("chat:41");
    dc.window("holds", w -> w.closed());
    dc.window("denies", w -> w.mode(Mode.Deny).spec(s -> s.setDatacenter("nowhere")));
    dc.window("home", w -> w.spec(s -> s.setDatacenter("home")));
    hold(chat, "chat:42");
    var before = POLICIES.stream().collect(Collectors.toMap(kind -> kind, RightsIT::own));
    for (var kind : POLICIES) {
      cluster.kubectl("label", kind, "-l", ownPolicies(), Labels.MANAGED_BY + "-");
    }
    for (var kind : POLICIES) {
      eventually(() -> assertThat(own(kind)).hasSameSizeAs(before.get(kind)));
    }
    var change = chat.changes().getLast();
    var itself = cluster.as("system:serviceaccount:rollguard:rollguard");
    itself
        .resources(Change.class)
        .inNamespace(chat.namespace())
        .withName(change.getMetadata().getName())
        .edit(RightsIT::withoutItsLabel);
    world.alice().does(chat, "annotate", "deployment", "chat", "look=again");
    var looked = new Right("rollguard.dev", "changes", "get", change.getMetadata().getName());
    eventually(() -> assertThat(log.doneBy("rollguard")).contains(looked));
  }

  private static Change withoutItsLabel(Change change) {
    change.getMetadata().getLabels().remove(Labels.ACTIVE);
    return change;
  }

  /** The names of the operator's own. */
  private static String own(String kind) {
    return cluster.kubectl("get", kind, "-l", ownPolicies(), "-o", "name").output();
  }

  private static String ownPolicies() {
    return Labels.MANAGED_BY + "=" + Labels.MANAGED_BY_VALUE;
  }

  private static void handsOver() {
    var dc = world.datacenter("over");
    var chat = dc.runs("chat:41");
    var window = dc.window(w -> w.closed());
    hold(chat, "chat:42");
    window.delete();
    eventually(() -> assertThat(chat.isHeld()).isFalse());
  }
}
