package dev.rollguard.audit;

import java.util.List;

/**
 * What an audit line tells of. Names are never changed or used for something else; new ones may
 * come.
 */
public enum AuditAction {
  Held(Subject.Rollout, "A rollout is held, and why is new."),
  Released(Subject.Rollout, "A hold ended: the rollout starts, or has no purpose any more."),
  Overridden(Subject.OverriddenRollout, "A BreakGlass lets a rollout through, whatever holds it."),
  TurnTaken(Subject.Rollout, "A change that waited for others has its turn."),
  PausedByFault(Subject.Rollout, "A rollout in motion was paused, because a Fault opened."),
  RolledBack(Subject.Rollout, "A rollout in motion was rolled back, because a Fault opened."),
  Unguarded(Subject.Rollout, "A rollout had started without being held and was paused."),
  CanaryFailed(Subject.Rollout, "The canary of a held rollout failed."),
  Cancelled(Subject.Rollout, "A held change was taken back or rejected; nothing was rolled out."),
  Reverted(
      Subject.Rollout,
      "The template that ran before was put back: the canary failed, or somebody asked for it."),
  NotReverted(Subject.Rollout, "A rollout could not be reverted: no other revision ran healthy."),
  Superseded(Subject.Rollout, "A newer change of the same Deployment replaced a change."),
  Flapping(Subject.Rollout, "A template is changed again and again; it is looked at less often."),
  HandedOver(Subject.Rollout, "No ChangeWindow holds any more; the Deployment was left paused."),
  Completed(Subject.Rollout, "A rollout finished and is healthy."),
  Failed(Subject.Rollout, "A rollout made no progress within its deadline."),
  Approved(Subject.Approval, "Somebody approved a change."),
  Rejected(Subject.Approval, "Somebody rejected a change."),
  BreakGlassOpened(Subject.BreakGlass, "Somebody opened an override; it is in force at once."),
  BreakGlassConfirmed(Subject.BreakGlass, "A second person confirmed an override."),
  BreakGlassLapsed(Subject.BreakGlass, "An override ended, because nobody confirmed it in time."),
  BreakGlassExpired(Subject.BreakGlass, "A confirmed override reached its end."),
  FaultOpened(Subject.Fault, "A Fault was opened; changes in its datacenter are held."),
  FaultResolved(Subject.Fault, "Somebody gave a Fault its resolution; it is not closed yet."),
  FaultReopened(
      Subject.Fault,
      "A Fault counts again: its resolution was taken back or replaced, or more is asked of it."),
  FaultClosed(Subject.Fault, "A Fault is resolved, quiet, and proven gone; it holds nothing.");

  /** What an action is about: which fields its line has at least. */
  public enum Subject {
    Rollout("namespace", "deployment"),
    OverriddenRollout("namespace", "deployment", "change", "breakGlass"),
    Approval("namespace", "change", "approval", "actor"),
    BreakGlass("breakGlass"),
    Fault("datacenter", "fault", "severity");

    private final List<String> fields;

    Subject(String... fields) {
      this.fields = List.of(fields);
    }

    public List<String> fields() {
      return fields;
    }
  }

  private final Subject subject;
  private final String sentence;

  AuditAction(Subject subject, String sentence) {
    this.subject = subject;
    this.sentence = sentence;
  }

  public Subject subject() {
    return subject;
  }

  /** One sentence for people. */
  public String sentence() {
    return sentence;
  }
}
