package dev.rollguard.core.change;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.CanaryDemand;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.schedule.Durations;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to be done about the canary of a held Change. */
final class CanaryPlan {
  private CanaryPlan() {}

  /** The next step; empty when there is nothing to do but to wait. */
  static Optional<Step> step(Situation s, ChangeFact change, Decision decision) {
    var demand = demand(s, change);
    var canary = change.canary();
    if (canary.isEmpty()) {
      return demand.filter(d -> mayBegin(s, decision, d)).map(d -> begin(change, decision, d));
    }
    if (demand.isEmpty()) {
      return canary.filter(CanaryFact::runs).map(c -> new Step.StopCanary(change));
    }
    return canary.get().runs()
        ? running(s, change, decision, demand.get())
        : demand
            .filter(CanaryDemand::reverts)
            .filter(d -> canary.get().end().orElseThrow().outcome() != Outcome.Pass)
            .map(d -> new Step.Revert(change));
  }

  /** A canary is a change in motion, too: it needs its turn. */
  private static Step begin(ChangeFact change, Decision decision, CanaryDemand demand) {
    return Trials.needsTurn(decision) && change.handling().turnTime().isEmpty()
        ? new Step.TakeTurn(change, decision)
        : new Step.BeginCanary(change, decision, demand);
  }

  /** The canary that the windows want of this Change. */
  private static Optional<CanaryDemand> demand(Situation s, ChangeFact change) {
    return s.canaries().isOne()
        ? Optional.empty()
        : Trials.canary(s.gating(), s.status().desired())
            .filter(d -> d.existing() || change.type() != ChangeType.Create);
  }

  private static boolean mayBegin(Situation s, Decision decision, CanaryDemand demand) {
    return Trials.onlyCanaryHolds(decision) && (!demand.existing() || isDeployed(s, decision));
  }

  /** Where turns are taken the canary's own rollout comes first: it needs one as well. */
  private static boolean isDeployed(Situation s, Decision decision) {
    return s.canaries()
        .existing()
        .filter(SiblingFact::sameImages)
        .filter(c -> c.ready() || !Trials.needsTurn(decision))
        .isPresent();
  }

  /** Whether a canary that its owner deploys is wanted, and not there to begin with. */
  static boolean waitsForOwner(Situation s, ChangeFact change, Decision decision) {
    return change.canary().isEmpty()
        && Trials.canaryIsMissing(decision)
        && demand(s, change).filter(CanaryDemand::existing).isPresent()
        && !isDeployed(s, decision);
  }

  private static Optional<Step> running(
      Situation s, ChangeFact change, Decision decision, CanaryDemand demand) {
    if (Trials.stopsCanary(decision)) {
      return Optional.of(new Step.StopCanary(change));
    }
    var canary = change.canary().orElseThrow();
    var sibling = sibling(s, change, demand);
    var failure =
        Trials.canaryFailure(s.rollout(change), demand, canary)
            .or(() -> sibling.filter(SiblingFact::stuck).map(CanaryPlan::stuck));
    if (failure.isPresent()) {
      return Optional.of(new Step.FailCanary(change, failure.get()));
    }
    if (!s.now().isBefore(canary.startTime().plus(demand.deadline()))) {
      return Optional.of(late(change, decision, demand));
    }
    return canary.healthyTime().isEmpty()
        ? untilHealthy(change, decision, demand, sibling)
        : healthy(s, change, decision, demand);
  }

  private static String stuck(SiblingFact sibling) {
    return "the pods of Deployment/%s did not get ready within its progress deadline"
        .formatted(sibling.name());
  }

  /** It passed, but something else kept it waiting for so long that it tells nothing any more. */
  private static Step late(ChangeFact change, Decision decision, CanaryDemand demand) {
    if (Trials.canaryPassed(decision)) {
      return new Step.StopCanary(change);
    }
    var why =
        decision.lines().stream()
            .filter(Trials::isOfCanary)
            .map(GateLine::verdict)
            .filter(Verdict.Hold.class::isInstance)
            .map(Verdict::message)
            .distinct()
            .collect(Collectors.joining(" "));
    return new Step.FailCanary(
        change,
        "its deadline of %s ran out: %s"
            .formatted(Durations.format(demand.deadline()), Texts.withoutFullStop(why)));
  }

  /** Whether all pods of the Change's canary serve. */
  static boolean serves(Situation s, ChangeFact change) {
    return demand(s, change)
        .flatMap(d -> sibling(s, change, d))
        .filter(SiblingFact::ready)
        .isPresent();
  }

  /** The Deployment that is this canary; an older clone, or other images, are not. */
  private static Optional<SiblingFact> sibling(
      Situation s, ChangeFact change, CanaryDemand demand) {
    return demand.existing()
        ? s.canaries().existing().filter(SiblingFact::sameImages)
        : s.canaries().cloned().filter(c -> c.change().equals(change.name()));
  }

  private static Optional<Step> untilHealthy(
      ChangeFact change, Decision decision, CanaryDemand demand, Optional<SiblingFact> sibling) {
    if (sibling.isEmpty()) {
      return Optional.of(
          demand.existing()
              ? new Step.StopCanary(change)
              : new Step.MakeClone(change, decision, demand));
    }
    return sibling.filter(SiblingFact::ready).map(c -> new Step.NoteHealth(change, true));
  }

  private static Optional<Step> healthy(
      Situation s, ChangeFact change, Decision decision, CanaryDemand demand) {
    var sibling = sibling(s, change, demand);
    if (sibling.isEmpty()) {
      return Optional.of(new Step.StopCanary(change));
    }
    if (!sibling.get().ready()) {
      return Optional.of(new Step.NoteHealth(change, false));
    }
    var wanted =
        Trials.wantedChecks(s.now(), s.rollout(change), demand, change.canary().orElseThrow());
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(new Step.CheckCanary(change, decision, wanted));
  }

  /** A clone is there for a Change that is held and whose canary runs, and for nothing else. */
  static boolean isStray(Situation s, Optional<ChangeFact> current) {
    return s.canaries().cloned().isPresent()
        && current
            .filter(c -> s.held() && !c.released())
            .filter(c -> c.canary().filter(CanaryFact::runs).isPresent())
            .filter(c -> s.canaries().cloned().get().change().equals(c.name()))
            .isEmpty();
  }
}
