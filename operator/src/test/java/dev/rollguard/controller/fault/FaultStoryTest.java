package dev.rollguard.controller.fault;

import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.FaultStatus;
import dev.rollguard.audit.AuditLines;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Severity;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultStoryTest {
  private static final Instant OPENED = Instant.parse("2026-05-21T09:00:00Z");
  private static final Instant RESOLVED = OPENED.plusSeconds(600);
  private static final Instant CLOSED = RESOLVED.plusSeconds(600);
  private static final Optional<Instant> NOT_RESOLVED = Optional.empty();

  private final AuditLines audited = new AuditLines();
  private final Fault fault = fault();
  private FaultStory story = story();

  private FaultStory story() {
    return new FaultStory(audited.log(() -> OPENED, "operator"));
  }

  private static Fault fault() {
    var fault = new Fault();
    fault.setMetadata(new ObjectMetaBuilder().withName("lb").withUid("u1").build());
    fault.getSpec().setDatacenter("dc1");
    fault.getSpec().setSummary("Balancer\ndrops connections.");
    return fault;
  }

  /** One look at the fault as the cache has it; answers the status that was written. */
  private FaultStatus look(FaultStatus cached, Optional<Instant> resolved, Instant now) {
    var windows = List.of(window("a").quiet(Duration.ofMinutes(10)).fact());
    var fact = new FaultFact("lb", Severity.Major, OPENED, resolved);
    var view =
        new FaultStatuses.View(
            new Resolution(fact, windows),
            "erin",
            Optional.of("bob"),
            ZoneOffset.UTC,
            0,
            List.of(),
            now);
    var status = FaultStatuses.of(view, cached.getConditions(), 1);
    story.tell(fault, view, cached, status);
    return status;
  }

  @Test
  void eachTurnInItsLifeIsToldOnce() {
    var open = look(new FaultStatus(), NOT_RESOLVED, OPENED);
    open = look(open, NOT_RESOLVED, OPENED.plusSeconds(60));
    var quiet = look(open, Optional.of(RESOLVED), RESOLVED);
    quiet = look(quiet, Optional.of(RESOLVED), RESOLVED.plusSeconds(60));
    var closed = look(quiet, Optional.of(RESOLVED), CLOSED);
    look(closed, Optional.of(RESOLVED), CLOSED.plusSeconds(60));

    assertThat(audited.actions()).containsExactly("FaultOpened", "FaultResolved", "FaultClosed");
    assertThat(audited.all())
        .extracting(l -> text(l, "actor"))
        .containsExactly("erin", "bob", "operator");
    assertThat(audited.all())
        .extracting(l -> text(l, "reason"))
        .containsExactly("Unresolved", "QuietPeriod", "Resolved");
    assertThat(audited.all())
        .allSatisfy(l -> {
          assertThat(text(l, "fault")).isEqualTo("lb");
          assertThat(text(l, "severity")).isEqualTo("Major");
          assertThat(text(l, "datacenter")).isEqualTo("dc1");
        });
    assertThat(text(audited.all().getFirst(), "message")).isEqualTo("Balancer drops connections.");
  }

  @Test
  void aCacheThatIsBehindTellsNothingTwice() {
    var open = look(new FaultStatus(), NOT_RESOLVED, OPENED);
    look(open, Optional.of(RESOLVED), RESOLVED);
    look(open, Optional.of(RESOLVED), RESOLVED);

    assertThat(audited.actions()).containsExactly("FaultOpened", "FaultResolved");
  }

  @Test
  void anOperatorThatStartsAnewTellsNothingTwice() {
    var open = look(new FaultStatus(), NOT_RESOLVED, OPENED);
    story = story();
    look(open, NOT_RESOLVED, OPENED.plusSeconds(60));

    assertThat(audited.actions()).containsExactly("FaultOpened");
  }

  @Test
  void aResolutionThatIsTakenBackIsTold() {
    var open = look(new FaultStatus(), NOT_RESOLVED, OPENED);
    var quiet = look(open, Optional.of(RESOLVED), RESOLVED);
    var again = look(quiet, NOT_RESOLVED, RESOLVED.plusSeconds(60));
    look(again, Optional.of(CLOSED), CLOSED);

    assertThat(audited.actions())
        .containsExactly("FaultOpened", "FaultResolved", "FaultReopened", "FaultResolved");
    assertThat(audited.all().get(2).has("actor")).as("nobody is known").isFalse();
    assertThat(text(audited.all().get(2), "message"))
        .isEqualTo("It counts again. Open since 09:00 UTC; resolve it with a cause and evidence.");
  }

  @Test
  void whatHappenedWhileNobodyLookedIsToldInOrder() {
    look(new FaultStatus(), Optional.of(RESOLVED), CLOSED.plusSeconds(60));

    assertThat(audited.actions()).containsExactly("FaultOpened", "FaultResolved", "FaultClosed");
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText();
  }
}
