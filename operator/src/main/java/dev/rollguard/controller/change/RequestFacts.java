package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.TemplateFacts;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.risk.BlastFact;
import dev.rollguard.core.risk.PastFact;
import dev.rollguard.core.risk.RiskFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What rules about risk may know of a request, from what was read to take it in. Pure. */
final class RequestFacts {
  private RequestFacts() {}

  /**
   * @param datacenterPods that all Deployments of the datacenter want together
   */
  static RiskFact of(NewChange.Asked asked, long datacenterPods) {
    var request = asked.request();
    var revisions = request.revisions();
    return new RiskFact(
        revisions.typeOf(request.template()),
        asked
            .before()
            .map(r -> TemplateFacts.between(r.template(), request.template()))
            .orElseGet(() -> TemplateFacts.first(request.template())),
        new BlastFact(pods(asked), datacenterPods),
        past(asked));
  }

  /** What it wants, or still has: it may have been scaled down only to be asked for. */
  private static long pods(NewChange.Asked asked) {
    var wanted = asked.workload().getSpec().getReplicas();
    var running = asked.request().revisions().all().stream().mapToLong(Revisions.Revision::desired);
    return Math.max(wanted, running.sum());
  }

  private static PastFact past(NewChange.Asked asked) {
    var now = asked.situation().now();
    var faults = asked.situation().faults();
    return new PastFact(
        (int) faults.stream().filter(f -> !f.closed()).count(),
        since(
            faults.stream()
                .filter(FaultFact::closed)
                .map(FaultFact::resolvedTime)
                .flatMap(Optional::stream),
            now),
        since(failures(asked), now),
        since(
            Stream.concat(
                releases(asked), asked.before().map(Revisions.Revision::created).stream()),
            now));
  }

  private static Stream<Instant> failures(NewChange.Asked asked) {
    return asked.request().history().stream()
        .map(Change::getStatus)
        .filter(s -> s.getState() == ChangeState.Failed)
        .map(s -> Moments.parse(s.getCompletedTime()))
        .flatMap(Optional::stream);
  }

  /** A revision that is rolled out again keeps its age, so its ReplicaSet does not tell. */
  private static Stream<Instant> releases(NewChange.Asked asked) {
    return asked.request().history().stream()
        .map(c -> Moments.parse(c.getStatus().getReleasedTime()))
        .flatMap(Optional::stream);
  }

  private static Optional<Duration> since(Stream<Instant> moments, Instant now) {
    return moments
        .max(Comparator.naturalOrder())
        .map(t -> Duration.between(t, now))
        .map(d -> d.isNegative() ? Duration.ZERO : d);
  }
}
