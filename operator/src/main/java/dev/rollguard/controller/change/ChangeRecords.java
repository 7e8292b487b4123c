package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.CanaryStatus;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeStatus;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Refusal;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.ActiveChanges;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.Conditions;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes Changes: every write is remembered at once, so that the next look sees it. */
final class ChangeRecords {
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int MAX_GATE_LINES = 32;
  private final KubernetesClient client;
  private final StatusWriter statuses;
  private final ActiveChanges active;
  private final InstantSource clock;
  private final OldChanges old;
  private final Recreations recreations;

  ChangeRecords(Parts parts) {
    this.client = parts.client();
    this.statuses = parts.statuses();
    this.active = parts.active();
    this.clock = parts.clock();
    this.recreations = parts.recreations();
    this.old = new OldChanges(client, active, new Soak(parts.soak(), clock));
  }

  /**
   * What this class works with.
   *
   * @param soak how long others wait after a rollout in a datacenter has ended
   */
  record Parts(
      KubernetesClient client,
      StatusWriter statuses,
      ActiveChanges active,
      InstantSource clock,
      Function<String, Duration> soak,
      Recreations recreations) {}

  /**
   * Creates the Change; the one of the same name that a crash left behind is the same one. It may
   * have ended: A, then B, then A within one second are two names. Then it is taken up again.
   */
  Change create(Change change) {
    Change stored;
    try {
      stored = client.resource(recreations.noted(change)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      stored = again(client.resource(change).require());
    }
    active.wrote(stored);
    return stored;
  }

  private Change again(Change known) {
    if (!Observer.finished(known)) {
      return known;
    }
    var revived = old.revive(known);
    var held = new ChangeStatus();
    held.setState(ChangeState.Held);
    return statuses.write(revived, held).orElse(revived);
  }

  /** Held, with every gate's answer. Answers whether the reason is new. */
  boolean held(Workload workload, ChangeFact fact, Decision decision, List<WindowFact> windows) {
    var first = decision.firstHold();
    var reason =
        first
            .map(Verdict.Hold::reason)
            .or(() -> decision.rejection().map(Verdict.Reject::reason))
            .orElse(Reason.InternalError);
    return hold(
        workload,
        fact,
        reason,
        status -> {
          status.setReleasedTime(null);
          status.setHeldSeconds(null);
          explain(status, reason, decision.message());
          decided(status, decision, windows);
        });
  }

  /** Held because nothing could be decided or done. Answers whether that is new. */
  boolean undecided(Workload workload, ChangeFact fact, String message) {
    var reason = Reason.InternalError;
    return hold(workload, fact, reason, status -> explain(status, reason, message));
  }

  /** Held because the API server refused to let it go. Answers whether that is new. */
  boolean refused(Workload workload, ChangeFact fact) {
    var reason = Reason.ReleaseRefused;
    return hold(
        workload,
        fact,
        reason,
        status -> {
          status.setRefusedTime(Moments.seconds(clock.instant()));
          explain(status, reason, Refusal.MESSAGE);
        });
  }

  /** Answers whether the reason is new. */
  private boolean hold(
      Workload workload, ChangeFact fact, Reason reason, Consumer<ChangeStatus> edit) {
    var before = find(workload, fact).map(c -> String.valueOf(c.getStatus().getReason()));
    update(
        workload,
        fact,
        status -> {
          status.setState(ChangeState.Held);
          edit.accept(status);
        });
    return !before.equals(Optional.of(reason.name()));
  }

  /** Released; the rollout runs. */
  void released(
      Workload workload,
      ChangeFact fact,
      Reason reason,
      Optional<Decision> decision,
      List<WindowFact> windows) {
    update(
        workload,
        fact,
        status -> {
          var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
          status.setState(ChangeState.Released);
          status.setReleasedTime(now.toString());
          status.setRefusedTime(null);
          status.setCanary(CanaryStatuses.passed(status.getCanary(), now));
          status.setHeldSeconds(secondsSince(fact.requestedTime(), now));
          var override = decision.filter(d -> reason == Reason.BreakGlass);
          explain(status, reason, override.map(Decision::releaseMessage).orElse(reason.sentence()));
          decision.ifPresent(d -> decided(status, d, windows));
        });
  }

  OldChanges old() {
    return old;
  }

  /** Notes how the canary of a Change stands; null: there is none. */
  void canary(Workload workload, ChangeFact fact, @Nullable CanaryStatus canary) {
    update(
        workload,
        fact,
        status -> {
          status.setCanary(canary);
        });
  }

  /** Notes that its turn has come; null: it has none any more. */
  void turn(Workload workload, ChangeFact fact, @Nullable Instant since) {
    update(
        workload,
        fact,
        status -> {
          status.setTurnTime(since == null ? null : Moments.seconds(since));
        });
  }

  /** Notes under which override it is let through; null: under none. */
  void override(Workload workload, ChangeFact fact, @Nullable String breakGlass) {
    update(
        workload,
        fact,
        status -> {
          status.setBreakGlass(breakGlass);
        });
  }

  /** Nobody can revert it: the wish is taken off, so that its rollout goes on. */
  void forgetRevert(Workload workload, ChangeFact fact) {
    find(workload, fact).ifPresent(old::forgetRevert);
  }

  /** Ends a Change for good, in the words of the reason. */
  void finish(Workload workload, ChangeFact fact, ChangeState end, Reason reason) {
    finish(workload, fact, end, reason, reason.sentence());
  }

  /** Ends a Change for good. */
  void finish(Workload workload, ChangeFact fact, ChangeState end, Reason reason, String message) {
    update(
        workload,
        fact,
        status -> {
          status.setState(end);
          status.setCompletedTime(Moments.seconds(clock.instant()));
          explain(status, reason, message);
        });
    find(workload, fact).ifPresent(old::retireWhenSoaked);
  }

  /** The Change behind a fact. */
  Optional<Change> find(Workload workload, ChangeFact fact) {
    return active.of(workload).stream()
        .filter(c -> fact.name().equals(c.getMetadata().getName()))
        .findFirst();
  }

  private void update(Workload workload, ChangeFact fact, Consumer<ChangeStatus> edit) {
    find(workload, fact)
        .ifPresent(change -> {
          var status = ChangeStatuses.copy(change.getStatus());
          edit.accept(status);
          ChangeStatuses.assess(status, change);
          status.setObservedGeneration(change.getMetadata().getGeneration());
          status.setConditions(conditions(change, status));
          try {
            statuses.write(change, status).ifPresent(active::wrote);
          } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
              throw e;
            }
          }
        });
  }

  private List<io.fabric8.kubernetes.api.model.Condition> conditions(
      Change change, ChangeStatus status) {
    var generation = Optional.ofNullable(change.getMetadata().getGeneration()).orElse(0L);
    var reason = String.valueOf(status.getReason());
    var message = String.valueOf(status.getMessage());
    var conditions =
        new Conditions(change.getStatus().getConditions(), generation, clock.instant())
            .set(ConditionTypes.HELD, status.getState() == ChangeState.Held, reason, message)
            .set(
                ConditionTypes.COMPLETED,
                status.getState() == ChangeState.Completed,
                reason,
                message);
    if (change.getMetadata().getAnnotations().containsKey(Labels.UNGUARDED)) {
      conditions.set(
          ConditionTypes.UNGUARDED, true, Reason.Unguarded.name(), Reason.Unguarded.sentence());
    }
    return conditions.build();
  }

  private static void explain(ChangeStatus status, Reason reason, String message) {
    status.setReason(reason.name());
    status.setMessage(Texts.line(message, Conditions.MAX_MESSAGE_BYTES));
  }

  private static void decided(ChangeStatus status, Decision decision, List<WindowFact> windows) {
    status.setGates(
        decision.lines().stream()
            .filter(l -> !l.trivial())
            .map(l -> Texts.line(l.text(), Conditions.MAX_MESSAGE_BYTES))
            .distinct()
            .limit(MAX_GATE_LINES)
            .toList());
    status.setWindows(windows.stream().map(WindowFact::name).limit(MAX_GATE_LINES).toList());
    status.setDeletionPolicy(
        windows.isEmpty() || windows.stream().anyMatch(WindowFact::keepsHeldWhenDeleted)
            ? dev.rollguard.api.v1alpha1.DeletionPolicy.KeepHeld
            : dev.rollguard.api.v1alpha1.DeletionPolicy.Release);
  }

  private static Long secondsSince(String requestedTime, Instant now) {
    return Moments.parse(requestedTime)
        .map(t -> Math.max(0, Duration.between(t, now).toSeconds()))
        .orElse(0L);
  }
}
