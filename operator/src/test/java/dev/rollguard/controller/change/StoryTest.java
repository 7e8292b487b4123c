package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.audit.AuditLines;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.core.change.Drafts;
import dev.rollguard.core.change.PodTemplate;
import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.telemetry.Meters;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is told has its Event, if people should see it, and its audit line. */
class StoryTest {
  private static final Verdict.Hold FAULT =
      new Verdict.Hold(Reason.FaultOpen, "Fault/lb (Major) is open.", Optional.empty());
  private static final Decision HOLDS = new Decision(List.of(new GateLine("faults", "w1", FAULT)));
  private static final Revision HEALTHY =
      new Revision(
          "cart-1", 1, PodTemplate.of(FaultyApiServer.json("{}")), "h1", HeldCart.NOW, 1, 1);

  private final FaultyApiServer server = new FaultyApiServer();
  private final AuditLines audited = new AuditLines();

  @AfterEach
  void close() {
    server.close();
  }

  private Story story(AuditLog audit) {
    return new Story(
        new Story.Parts(
            new RolloutHeldCondition(server.client(), () -> HeldCart.NOW),
            new EventRecorder(server.client(), () -> HeldCart.NOW, Runnable::run, "test"),
            new Meters(),
            audit,
            workload -> "dc1"));
  }

  private static About about() {
    var cart =
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"cart","namespace":"shop","uid":"u1",
         "annotations":{"rollguard.dev/requested-by":"alice"}},
         "status":{"conditions":[{"type":"RolloutHeld","status":"True"}]}}\
        """;
    return About.of(
        Clients.serialization().unmarshal(cart, Workload.class),
        Drafts.change(
            "cart-1",
            "h2",
            "2026-05-21T08:30:00Z",
            ChangeType.Update,
            false,
            Optional.empty(),
            List.of(),
            true));
  }

  static Stream<Arguments> everythingThatIsTold() {
    return Stream.of(
        told("Held", "RolloutHeld", (s, a) -> s.held(a, HOLDS, true)),
        told(
            "Held",
            "RolloutHeld",
            (s, a) -> s.undecided(a, Reason.InternalError, "No answer.", true)),
        told("Released", "RolloutReleased", (s, a) -> s.heldNoMore(a, Reason.Released)),
        told(
            "Released",
            "RolloutReleased",
            (s, a) -> s.released(a, Reason.Released, Optional.of(HOLDS))),
        told("PausedByFault", "RolloutPausedByFault", (s, a) -> s.pausedByFault(a, HOLDS, FAULT)),
        told("RolledBack", "RolloutRolledBackByFault", (s, a) -> s.rolledBack(a, HEALTHY, FAULT)),
        told("CanaryFailed", "CanaryFailed", (s, a) -> s.canaryFailed(a, "5 of 5 samples.")),
        told("Reverted", "RolloutReverted", (s, a) -> s.reverted(a, "It was put back.")),
        told("Unguarded", "RolloutUnguarded", Story::unguarded),
        told("Flapping", "RolloutFlapping", Story::flapping),
        told("HandedOver", "RolloutHandedOver", (s, a) -> s.handedOver(a, "Left paused.")),
        told("Completed", "RolloutCompleted", (s, a) -> s.completed(a, Reason.Completed)),
        told("Failed", "RolloutFailed", Story::failed));
  }

  private static Arguments told(String action, String event, BiConsumer<Story, About> what) {
    return Arguments.of(action, event, Named.of(action, what));
  }

  @ParameterizedTest
  @MethodSource("everythingThatIsTold")
  void eachIsOneAuditLineAndOneEvent(String action, String event, BiConsumer<Story, About> what) {
    what.accept(story(audited.log(() -> HeldCart.NOW, "operator")), about());

    assertThat(events()).containsExactly(event);
    var line = audited.only();
    assertThat(line.path("action").asText()).isEqualTo(action);
    assertThat(line.path("actor").asText()).isEqualTo("operator");
    assertThat(line.path("deployment").asText()).isEqualTo("cart");
    assertThat(line.path("change").asText()).isEqualTo("cart-1");
    assertThat(line.path("datacenter").asText()).isEqualTo("dc1");
    assertThat(line.path("reason").asText()).isNotEmpty();
    assertThat(line.has("heldSeconds"))
        .isEqualTo(action.equals("Released") || action.equals("HandedOver"));
  }

  @ParameterizedTest
  @MethodSource("everythingThatIsTold")
  void anAuditLogThatFailsStopsNothing(String action, String event, BiConsumer<Story, About> what) {
    var broken =
        new AuditLog(
            () -> HeldCart.NOW,
            "operator",
            line -> {
              throw new IllegalStateException("no space left");
            });

    what.accept(story(broken), about());

    assertThat(events()).containsExactly(event);
  }

  @Test
  void aHoldThatIsNoNewsIsNotTold() {
    var story = story(audited.log(() -> HeldCart.NOW, "operator"));

    story.held(about(), HOLDS, false);
    story.undecided(about(), Reason.InternalError, "No answer.", false);

    assertThat(audited.all()).isEmpty();
  }

  private List<String> events() {
    return server.all(HeldCart.EVENTS).stream()
        .map((JsonNode e) -> e.path("reason").asText())
        .toList();
  }
}
