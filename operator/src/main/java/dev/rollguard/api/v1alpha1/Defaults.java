package dev.rollguard.api.v1alpha1;

import java.util.List;

/** What an absent field means. The same values are the defaults of the CRD schema. */
public final class Defaults {
  public static final Severity MIN_SEVERITY = Severity.Minor;
  public static final String QUIET_PERIOD = "10m";
  public static final Mode MODE = Mode.Hold;
  public static final Unattended UNATTENDED = Unattended.Hold;
  public static final OnFault ON_FAULT = OnFault.Pause;
  public static final Rollbacks ROLLBACKS = Rollbacks.Release;
  public static final DeletionPolicy DELETION_POLICY = DeletionPolicy.KeepHeld;

  public static final Direction DIRECTION = Direction.Either;
  public static final String CONFIDENCE = "0.98";
  public static final String MIN_EFFECT = "0.10";
  public static final int MIN_SAMPLES = 8;
  public static final HttpMethod HTTP_METHOD = HttpMethod.GET;
  public static final Redirects REDIRECTS = Redirects.Refuse;
  public static final String INITIAL_DELAY = "0s";
  public static final String INTERVAL = "30s";
  public static final int COUNT = 5;
  public static final int JOB_COUNT = 1;
  public static final String TIMEOUT = "10s";
  public static final String JOB_TIMEOUT = "10m";
  public static final int FAILURE_LIMIT = 0;
  public static final int INCONCLUSIVE_LIMIT = 0;
  public static final NoDataPolicy NO_DATA = NoDataPolicy.Hold;

  public static final CheckRunType CHECK_RUN_TYPE = CheckRunType.Run;
  public static final String VALID_FOR = "24h";
  public static final List<CheckRunType> ACCEPT = List.of(CheckRunType.Run, CheckRunType.External);
  public static final CanaryMode CANARY_MODE = CanaryMode.Clone;
  public static final String CANARY_REPLICAS = "1";
  public static final String SOAK = "5m";
  public static final String CANARY_DEADLINE = "30m";
  public static final CanaryFailure CANARY_FAILURE = CanaryFailure.Hold;

  public static final Risk MIN_RISK = Risk.High;
  public static final int APPROVALS = 1;
  public static final String APPROVAL_VALID_FOR = "4h";
  public static final int MAX_IN_FLIGHT = 1;
  public static final String TURN_SOAK = "5m";
  public static final Across ACROSS = Across.Datacenter;
  public static final String AFTER_SOAK = "30m";

  private Defaults() {}
}
