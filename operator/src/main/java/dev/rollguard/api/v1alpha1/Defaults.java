package dev.rollguard.api.v1alpha1;

/** What an absent field means. The same values are the defaults of the CRD schema. */
public final class Defaults {
  public static final Severity MIN_SEVERITY = Severity.Minor;
  public static final String QUIET_PERIOD = "10m";
  public static final Mode MODE = Mode.Hold;
  public static final Unattended UNATTENDED = Unattended.Hold;
  public static final OnFault ON_FAULT = OnFault.Pause;
  public static final Rollbacks ROLLBACKS = Rollbacks.Release;
  public static final DeletionPolicy DELETION_POLICY = DeletionPolicy.KeepHeld;

  private Defaults() {}
}
