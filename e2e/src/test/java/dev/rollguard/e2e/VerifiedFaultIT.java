package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Reply;
import dev.rollguard.e2e.harness.RunDraft;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That a fault is gone is said by people and proved by checks. */
@Scenario
class VerifiedFaultIT {
  private static final Reply HEALTHY = Reply.json("{\"droppedConnections\": 0}");
  private static final Reply SICK = Reply.json("{\"droppedConnections\": 17}");

  /** As precise as a time of release is. */
  private static final int WHOLE_SECONDS = 1;

  private static final String NONE_DROPPED = "json.droppedConnections == 0";

  @Test
  void aResolutionThatTheChecksProveIsFollowedByTheQuietPeriodAndTheRelease(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var balancer = world.endpoint().answers(HEALTHY);
    var gone = world.template("gone", t -> t.http(balancer.url("/stats"), NONE_DROPPED));
    dc1.window(w -> w.quietPeriod("3s").verify(gone));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);

    fault.resolve();

    assertHeld(chat).because(gone.title());
    assertHeld(chat).because("quiet period");
    awaitRolledOut(chat, "chat:42");
    var proof = runs(world.cluster(), fault).getLast();
    var released = Instant.parse(chat.changes().getLast().getStatus().getReleasedTime());
    assertThat(proof.getStatus().getVerdict()).isEqualTo(CheckVerdict.Pass);
    assertThat(released)
        .as("the quiet period begins with the proof")
        .isAfter(Instant.parse(proof.getStatus().getEndTime()).plusSeconds(3 - WHOLE_SECONDS));
    fault.awaitClosed();
    assertThat(runs(world.cluster(), fault)).hasSize(1);
  }

  @Test
  void aResolutionThatTheChecksRefuteLeavesTheFaultOpenAndSaysSo(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var balancer = world.endpoint().answers(SICK);
    var gone = world.template("gone", t -> t.http(balancer.url("/stats"), NONE_DROPPED));
    dc1.window(w -> w.quietPeriod("1s").verify(gone));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because(fault);

    fault.resolve();

    eventually(() ->
        assertThat(fault.open())
            .hasValueSatisfying(c -> {
              assertThat(c.getStatus()).isEqualTo("True");
              assertThat(c.getReason()).isEqualTo("NotVerified");
              assertThat(c.getMessage()).contains("not proven gone", gone.title());
            }));
    assertHeld(chat).because("not proven gone");
    assertStaysHeld(chat, Duration.ofSeconds(3));
    assertThat(runs(world.cluster(), fault)).as("it is not tried again by itself").hasSize(1);

    balancer.answers(HEALTHY);
    fault.reopen();
    assertHeld(chat).because(fault.title() + " (Major) is open");
    fault.resolve();

    awaitRolledOut(chat, "chat:42");
    fault.awaitClosed();
  }

  @Test
  void afterARefutationAnybodyWithTheRightMayHaveItProvedAgain(World world) {
    var dc1 = world.datacenter("dc1");
    var balancer = world.endpoint().answers(SICK);
    var gone = world.template("gone", t -> t.http(balancer.url("/stats"), NONE_DROPPED));
    dc1.window(w -> w.quietPeriod("1s").verify(gone));
    var fault = dc1.fault("lb-error");
    fault.resolve();
    eventually(() -> assertThat(reason(fault)).isEqualTo("NotVerified"));

    balancer.answers(HEALTHY);
    var again = RunDraft.verification(fault, gone).build();
    world.cluster().admin().resource(again).inNamespace("rollguard").create();

    fault.awaitClosed();
  }

  @Test
  void aProofFromBeforeTheFaultWasOpenedAgainDoesNotCount(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var balancer = world.endpoint().answers(HEALTHY);
    var gone = world.template("gone", t -> t.http(balancer.url("/stats"), NONE_DROPPED));
    dc1.window(w -> w.quietPeriod("1h").verify(gone));
    var fault = dc1.fault("lb-error");
    fault.resolve();
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because("quiet period");

    fault.reopen();
    balancer.answers(SICK);
    fault.resolve();

    assertHeld(chat).because("not proven gone");
    assertThat(runs(world.cluster(), fault))
        .extracting(r -> r.getStatus().getVerdict())
        .containsExactly(CheckVerdict.Pass, CheckVerdict.Fail);
  }

  /** A Fault has no namespace, so the template says where its Job runs. */
  @Test
  void aJobMayProveItToo(World world) {
    var dc1 = world.datacenter("dc1");
    var gone = world.template("gone", t -> t.job(0).in(dc1.namespace()));
    dc1.window(w -> w.quietPeriod("1s").verify(gone));
    var fault = dc1.fault("lb-error");

    fault.resolve();

    fault.awaitClosed();
    assertThat(runs(world.cluster(), fault))
        .singleElement()
        .satisfies(r -> assertThat(r.getStatus().getVerdict()).isEqualTo(CheckVerdict.Pass));
  }

  /** Nobody would ever mend a proof that only seems to be under way. */
  @Test
  void aProofThatCannotBeRunSaysWhatIsMissing(World world) {
    var dc1 = world.datacenter("dc1");
    var gone = world.template("gone", t -> t.job(0));
    dc1.window(w -> w.quietPeriod("1s").verify(gone));
    var fault = dc1.fault("lb-error");

    fault.resolve();

    eventually(() ->
        assertThat(fault.open())
            .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("set job.namespace")));
    gone.becomes(t -> t.job(0).in(dc1.namespace()));
    fault.awaitClosed();
  }

  private static String reason(OpenedFault fault) {
    return fault.open().map(c -> c.getReason()).orElse("");
  }

  /** Oldest first. */
  private static List<CheckRun> runs(Cluster cluster, OpenedFault fault) {
    var field = Map.of("spec.faultRef.name", fault.name());
    return cluster
        .admin()
        .resources(CheckRun.class)
        .inAnyNamespace()
        .withFields(field)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(r -> r.getMetadata().getCreationTimestamp()))
        .toList();
  }
}
