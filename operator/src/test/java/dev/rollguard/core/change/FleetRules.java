package dev.rollguard.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.ApprovalDemand;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.ConcurrencyDemand;
import dev.rollguard.core.gate.WindowFact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true in a {@link Fleet}, told once more without the gates. */
final class FleetRules {
  private final Fleet fleet;

  FleetRules(Fleet fleet) {
    this.fleet = fleet;
  }

  void mayStart(FleetMember m, ChangeFact change) {
    assertThat(change.handling().cancel()).as("what was taken back never starts").isEmpty();
    if (override(change).isPresent()) {
      assertThat(change.handling().breakGlass()).as("noted before").isPresent();
      return;
    }
    assertThat(change.handling().breakGlass()).as("no override lets it through").isEmpty();
    for (var window : fleet.covering(m)) {
      if (isExempt(change, window)) {
        continue;
      }
      assertThat(lets(window, change)).as("%s at %s", window, fleet.now).isTrue();
      if (window.demands().concurrency().isPresent()) {
        assertThat(change.handling().turnTime()).as("it has its turn").isPresent();
      }
      window
          .demands()
          .canary()
          .ifPresent(d -> {
            var canary = change.canary().orElseThrow();
            assertThat(canary.healthyTime().orElseThrow().plus(d.soak()))
                .as("its canary soaked")
                .isBeforeOrEqualTo(fleet.now);
          });
    }
  }

  void mayClone(ChangeFact change) {
    assertThat(change.handling().turnTime()).as("a canary has its turn").isPresent();
  }

  /** A turn is free, and nobody who could take it comes first. */
  void mayTakeTurn(FleetMember m, ChangeFact change) {
    for (var window : fleet.covering(m)) {
      var demand = window.demands().concurrency();
      if (demand.isPresent() && !isExempt(change, window)) {
        var busy = busy(m, window, demand.get());
        assertThat(busy).as("for %s", change.name()).hasSizeLessThan(demand.get().maxInFlight());
        assertThat(busy.size() + ahead(change, window, demand.get()).size())
            .as("%s come before %s", ahead(change, window, demand.get()), change.name())
            .isLessThan(demand.get().maxInFlight());
      }
    }
  }

  private List<String> busy(FleetMember me, WindowFact window, ConcurrencyDemand demand) {
    var moving =
        fleet.members.values().stream()
            .filter(m -> m != me && isInScope(m, window, demand))
            .filter(m ->
                m.inMotion()
                    || m.current().filter(c -> c.handling().turnTime().isPresent()).isPresent())
            .map(m -> m.name);
    var soaking =
        fleet.ended.stream()
            .filter(e -> demand.acrossDatacenter() || e.windows().contains(window.name()))
            .filter(e -> fleet.now.isBefore(e.time().plus(demand.soak())))
            .map(Fleet.Ended::name);
    return Stream.concat(moving, soaking).toList();
  }

  private List<String> ahead(ChangeFact me, WindowFact window, ConcurrencyDemand demand) {
    return fleet.members.values().stream()
        .filter(m -> isInScope(m, window, demand) && m.held)
        .flatMap(m ->
            m.current().stream()
                .filter(c -> !c.name().equals(me.name()) && comesBefore(c, me))
                .filter(c -> waits(m, c)))
        .map(ChangeFact::name)
        .toList();
  }

  private static boolean comesBefore(ChangeFact other, ChangeFact me) {
    var back = other.type() == ChangeType.Rollback;
    return back == (me.type() == ChangeType.Rollback)
        ? (other.inLineSince() + other.name()).compareTo(me.inLineSince() + me.name()) < 0
        : back;
  }

  /** Whether it waits for its turn and for nothing else. */
  private boolean waits(FleetMember m, ChangeFact c) {
    var needsTurn =
        fleet.covering(m).stream()
            .anyMatch(w -> w.demands().concurrency().isPresent() && !isExempt(c, w));
    return needsTurn
        && !c.released()
        && c.handling().turnTime().isEmpty()
        && c.handling().refusedTime().filter(t -> fleet.now.isBefore(t.plusSeconds(60))).isEmpty()
        && !c.handling().isTakenBack()
        && override(c).isEmpty()
        && c.canary().isEmpty()
        && fleet.covering(m).stream().allMatch(w -> isExempt(c, w) || lets(w, c));
  }

  /**
   * Whatever was cut off, of those that a window covers no more have pods that come and go than may
   * at once. Others of the datacenter keep them waiting, and do not wait for them.
   */
  void neverTooMany() {
    for (var window : fleet.windows.values()) {
      window
          .demands()
          .concurrency()
          .ifPresent(demand ->
              assertThat(
                      fleet.members.values().stream()
                          .filter(m -> fleet.names(m).contains(window.name()) && m.inMotion())
                          .filter(this::needsTurn)
                          .map(m -> m.name)
                          .toList())
                  .as("in motion under %s", window.name())
                  .hasSizeLessThanOrEqualTo(demand.maxInFlight()));
    }
  }

  private boolean needsTurn(FleetMember m) {
    return m.current()
        .filter(c -> c.handling().breakGlass().isEmpty())
        .filter(c -> fleet.covering(m).stream().noneMatch(w -> isExempt(c, w)))
        .isPresent();
  }

  private boolean isInScope(FleetMember m, WindowFact window, ConcurrencyDemand demand) {
    return demand.acrossDatacenter() || fleet.names(m).contains(window.name());
  }

  private static boolean isExempt(ChangeFact change, WindowFact window) {
    return change.type() == ChangeType.Rollback && window.releasesRollbacks();
  }

  private Optional<BreakGlassFact> override(ChangeFact change) {
    return fleet.overrides.stream()
        .filter(b -> b.change().isEmpty() || b.change().equals("shop/" + change.name()))
        .filter(b -> fleet.now.isBefore(b.confirmedBy().isPresent() ? b.until() : b.confirmUntil()))
        .findFirst();
  }

  private boolean lets(WindowFact window, ChangeFact change) {
    return window.calendar() instanceof WindowFact.Calendar.Readable(var schedule)
        && schedule.openAt(fleet.now)
        && fleet.faults.values().stream()
            .allMatch(f ->
                f.resolvedTime()
                    .filter(t -> !fleet.now.isBefore(t.plus(window.quietPeriod())))
                    .isPresent())
        && window.demands().approvals().stream().allMatch(d -> isApproved(d, change));
  }

  private boolean isApproved(ApprovalDemand demand, ChangeFact change) {
    var said =
        change.handling().approvals().stream()
            .filter(a -> !a.approver().equals(FleetMember.REQUESTER))
            .filter(a -> a.templateHash().equals(change.templateHash()))
            .toList();
    return said.stream().allMatch(ApprovalFact::approves)
        && said.stream()
                .filter(a -> fleet.now.isBefore(a.createdTime().plus(demand.validFor())))
                .map(ApprovalFact::approver)
                .collect(Collectors.toSet())
                .size()
            >= demand.count();
  }
}
