package dev.rollguard.api.v1alpha1;

/** The condition types of our kinds, and ours on a Deployment. */
public final class ConditionTypes {
  /** ChangeWindow, Fault, CheckTemplate: the operator has acted on the newest spec. */
  public static final String READY = "Ready";

  /** ChangeWindow: changes may roll out now. Fault: the fault is open. */
  public static final String OPEN = "Open";

  /** ChangeWindow: the policies in the cluster are the ones of this window. */
  public static final String ENFORCED = "Enforced";

  /** ChangeWindow, CheckTemplate, CheckRun, only when true: the spec must be mended by a person. */
  public static final String STALLED = "Stalled";

  /** Change: it waits for its gates. */
  public static final String HELD = "Held";

  /** Change, only when true: it came in without being held. */
  public static final String UNGUARDED = "Unguarded";

  /** Change: it rolled out and is healthy. */
  public static final String COMPLETED = "Completed";

  /** CheckRun: it has its verdict. */
  public static final String COMPLETE = "Complete";

  /** Deployment: its rollout is held by Rollguard. */
  public static final String ROLLOUT_HELD = "RolloutHeld";

  /** BreakGlass: it is in force. */
  public static final String ACTIVE = "Active";

  private ConditionTypes() {}
}
