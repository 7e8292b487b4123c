package dev.rollguard.controller.change;

import dev.rollguard.audit.AuditAction;
import dev.rollguard.audit.AuditDraft;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.EventRecorder.Type;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happened to a Deployment: condition, Event, log line, audit line and meters, always
 * with the reason and message of the decision. Fails open.
 */
final class Story {
  private static final Logger LOG = LoggerFactory.getLogger(Story.class);

  private final Parts parts;
  private final RolloutHeldCondition condition;
  private final RolloutMeters meters;

  Story(Parts parts) {
    this.parts = parts;
    this.condition = parts.condition();
    this.meters = parts.meters();
  }

  /**
   * Where it is told.
   *
   * @param datacenter of a Deployment; may be empty
   */
  record Parts(
      RolloutHeldCondition condition,
      EventRecorder events,
      RolloutMeters meters,
      AuditLog audit,
      Function<Workload, String> datacenter) {}

  /** One thing to tell: for the audit log, and as an Event. */
  private record News(AuditAction action, Type type, String event, Reason reason, String message) {}

  void held(About about, Decision decision, boolean news) {
    var reason = decision.firstHold().map(Verdict.Hold::reason).orElse(Reason.InternalError);
    condition.set(about.workload(), true, reason, decision.message());
    if (news) {
      tell(
          about,
          new News(AuditAction.Held, Type.Normal, "RolloutHeld", reason, decision.message()),
          audited -> audited.decision(decision));
      meters.held(reason);
    }
  }

  /** Nothing could be decided, or not be done. */
  void undecided(About about, Reason reason, String message, boolean news) {
    condition.set(about.workload(), true, reason, message);
    if (news) {
      tell(about, new News(AuditAction.Held, Type.Warning, "RolloutHeld", reason, message));
      meters.held(reason);
    }
  }

  /** The hold had ended, and whoever ended it could not say so any more. */
  void heldNoMore(About about, Reason reason) {
    if (about.workload().getStatus().getHeldCondition().startsWith("True")) {
      released(about, reason, Optional.empty());
    }
  }

  void released(About about, Reason reason, Optional<Decision> decision) {
    var message =
        decision
            .filter(d -> reason == Reason.BreakGlass)
            .map(Decision::releaseMessage)
            .orElseGet(reason::sentence);
    condition.set(about.workload(), false, Reason.Released, message);
    tell(
        about,
        new News(AuditAction.Released, Type.Normal, "RolloutReleased", reason, message),
        audited -> decision.map(audited::decision).orElse(audited).holdEnded());
    meters.released(reason);
  }

  void releaseTook(long nanos) {
    meters.releaseTook(nanos);
  }

  void pausedByFault(About about, Decision decision, Verdict.Hold because) {
    condition.set(about.workload(), true, because.reason(), decision.message());
    tell(
        about,
        new News(
            AuditAction.PausedByFault,
            Type.Warning,
            "RolloutPausedByFault",
            because.reason(),
            because.message()),
        audited -> audited.decision(decision));
    meters.pausedByFault();
  }

  void rolledBack(About about, Revision to, Verdict.Hold because) {
    var message =
        "Rolled back to revision %d, which ran healthy: %s"
            .formatted(to.number(), because.message());
    tell(
        about,
        new News(
            AuditAction.RolledBack,
            Type.Warning,
            "RolloutRolledBackByFault",
            Reason.RolledBackOnFault,
            message));
    meters.pausedByFault();
  }

  void canaryFailed(About about, String cause) {
    var message =
        "The canary failed, so nothing was rolled out: %s.".formatted(Texts.withoutFullStop(cause));
    tell(
        about,
        new News(
            AuditAction.CanaryFailed, Type.Warning, "CanaryFailed", Reason.CanaryFailed, message));
  }

  static String reverted(Revision to, String cause) {
    return "The canary failed: %s; the template of revision %d, which runs, was put back."
        .formatted(Texts.withoutFullStop(cause), to.number());
  }

  void reverted(About about, String message) {
    condition.set(about.workload(), false, Reason.CanaryFailed, message);
    tell(
        about,
        new News(
            AuditAction.Reverted, Type.Warning, "RolloutReverted", Reason.CanaryFailed, message));
  }

  /** Cancelled, rejected or reverted before it ran on. */
  void takenBack(About about, Verdict.Reject end, String message) {
    condition.set(about.workload(), false, end.reason(), message);
    tell(
        about,
        new News(
            AuditAction.Cancelled, Type.Normal, "Rollout" + end.reason(), end.reason(), message),
        audited -> about.actor(audited).holdEnded());
  }

  void undone(About about, String message) {
    tell(
        about,
        new News(AuditAction.Reverted, Type.Warning, "RolloutReverted", Reason.Reverted, message),
        about::actor);
  }

  void nothingToRevertTo(About about) {
    tell(
        about,
        new News(
            AuditAction.NotReverted,
            Type.Warning,
            "RolloutNotReverted",
            Reason.Reverted,
            "No other revision of Deployment/%s ran healthy, so it cannot be reverted."
                .formatted(about.workload().getMetadata().getName())),
        about::actor);
  }

  /** It is in the list of the override, and passes next. */
  void overridden(About about, BreakGlassFact override, String message) {
    tell(
        about,
        new News(
            AuditAction.Overridden, Type.Warning, "RolloutOverridden", Reason.BreakGlass, message),
        audited -> audited.breakGlass(override.name()).actor(override.openedBy()));
  }

  /** For the audit log alone: its release is told next. */
  void turnTaken(About about) {
    audit(
        about,
        AuditAction.TurnTaken,
        "Its turn among the other changes has come.",
        audited -> audited);
  }

  void unguarded(About about) {
    tell(
        about,
        new News(
            AuditAction.Unguarded,
            Type.Warning,
            "RolloutUnguarded",
            Reason.Unguarded,
            "The rollout started without being held; Rollguard paused it."));
    meters.unguarded();
  }

  void flapping(About about) {
    var message =
        "The template was changed %d times within a minute, last by %s; find out who changes it. Until that ends, Rollguard looks at it every %d s."
            .formatted(
                Flapping.MOST, about.workload().getRequestedBy(), Flapping.SLOWER.toSeconds());
    tell(
        about,
        new News(AuditAction.Flapping, Type.Warning, "RolloutFlapping", Reason.Flapping, message));
  }

  static String handOver(Workload workload) {
    var name = workload.getMetadata().getName();
    return "No ChangeWindow holds Deployment/%s any more; it was left paused, resume it with: kubectl rollout resume deployment/%s -n %s."
        .formatted(name, name, workload.getMetadata().getNamespace());
  }

  void handedOver(About about, String message) {
    condition.set(about.workload(), false, Reason.WindowDeleted, message);
    tell(
        about,
        new News(
            AuditAction.HandedOver,
            Type.Warning,
            "RolloutHandedOver",
            Reason.WindowDeleted,
            message),
        AuditDraft::holdEnded);
  }

  void completed(About about, Reason reason) {
    tell(
        about,
        new News(
            AuditAction.Completed, Type.Normal, "RolloutCompleted", reason, reason.sentence()));
  }

  void failed(About about) {
    tell(
        about,
        new News(
            AuditAction.Failed,
            Type.Warning,
            "RolloutFailed",
            Reason.ProgressDeadlineExceeded,
            Reason.ProgressDeadlineExceeded.sentence()));
  }

  /** For the audit log alone: whoever asked for the newer one knows. */
  void superseded(About old) {
    audit(
        old,
        AuditAction.Superseded,
        Reason.NewerChange.sentence(),
        audited -> audited.reason(Reason.NewerChange).actor(old.workload().getRequestedBy()));
  }

  private void tell(About about, News news) {
    tell(about, news, audited -> audited);
  }

  /** Tells it everywhere; the audit line knows more. */
  private void tell(About about, News news, UnaryOperator<AuditDraft> more) {
    audit(about, news.action(), news.message(), d -> more.apply(d.reason(news.reason())));
    LOG.atInfo()
        .addKeyValue(Keys.EVENT, news.event())
        .addKeyValue(Keys.DEPLOYMENT, about.workload().path())
        .addKeyValue(Keys.REASON, news.reason())
        .addKeyValue(Keys.TOLD, news.message())
        .log("Told of a rollout.");
    parts.events().record(about.workload(), news.type(), news.event(), news.message());
  }

  private void audit(
      About about, AuditAction action, String message, UnaryOperator<AuditDraft> more) {
    parts
        .audit()
        .write(() ->
            more.apply(
                about
                    .draft(action, message)
                    .datacenter(parts.datacenter().apply(about.workload()))));
  }
}
