package dev.rollguard.core.gate;

/**
 * Why a rollout is held, released or stopped. The name is the reason in conditions, events and
 * metric labels; the sentence explains it in the reference.
 */
public enum Reason {
  OwnPause("The owner paused the Deployment; Rollguard never clears a pause that is not its own."),
  Frozen("A freeze of a ChangeWindow is in force."),
  OutsideWindow("A ChangeWindow is closed by its schedule."),
  InvalidSchedule("A ChangeWindow has a schedule that cannot be read, so it stays closed."),
  FaultOpen("A Fault is open in the datacenter."),
  FaultQuietPeriod("A Fault is resolved, but its quiet period is not over."),
  FaultVerifying("A Fault is resolved, and the checks that must prove it have not passed yet."),
  FaultNotVerified("A Fault is said to be resolved, and a check says that it is not."),
  PreTestPending("A test that the ChangeWindow asks for has not passed yet."),
  PreTestFailed("A test that the ChangeWindow asks for did not pass."),
  PreTestExpired("A test that the ChangeWindow asks for passed too long ago."),
  CanaryPending("The canary has not started."),
  CanaryRunning("The canary is being observed."),
  CanaryNoData("The canary's checks find nothing to measure."),
  CanaryFailed("The canary failed, so nothing was rolled out."),
  ApprovalMissing("People who must approve the change have not, or not all of them."),
  Rejected("Somebody who may approve the change rejected it."),
  AfterDatacenter(
      "A datacenter that comes first has not run this template healthy for long enough."),
  AwaitingTurn("Other changes are in motion, have just ended, or come first."),
  ReleaseRefused(
      "The API server refused to end the hold, as when a rule of somebody else says no."),
  InternalError("Deciding failed, so the rollout stays held."),
  Released("Every gate passed."),
  Rollback("The template ran healthy in this Deployment before."),
  BreakGlass("A BreakGlass lets the change through, whatever the gates say."),
  Cancelled("Somebody took the change back before it was released."),
  Reverted("Somebody reverted the rollout to the last healthy revision."),
  Unchanged("The requested template is the one that is running."),
  NotCovered("No ChangeWindow covers the Deployment."),
  WindowDeleted("The ChangeWindow that held the rollout was deleted."),
  Unguarded("The rollout started without being held."),
  RolledBackOnFault("A Fault opened during the rollout and the window asks for a rollback."),
  Flapping("The template is changed again and again, as by two controllers that fight over it."),
  NewerChange("A newer change of the same Deployment replaced this one."),
  Completed("The rollout finished and is healthy."),
  CompletedWithoutPods("The rollout ended with no pod wanted, so nothing ran."),
  ProgressDeadlineExceeded("The rollout made no progress within its deadline."),
  Uninstalled("Rollguard was uninstalled; the Deployment was left paused.");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** One sentence for people. */
  public String sentence() {
    return sentence;
  }
}
