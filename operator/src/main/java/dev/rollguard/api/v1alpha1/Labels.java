package dev.rollguard.api.v1alpha1;

/** Names of the API group, and of its labels and annotations on objects. */
public final class Labels {
  public static final String GROUP = "rollguard.dev";
  public static final String VERSION = "v1alpha1";

  /** Label on a Deployment or a Namespace, and on a Change: the datacenter it belongs to. */
  public static final String DATACENTER = "rollguard.dev/datacenter";

  /** Label on a Deployment: its rollout is held. The value is {@link #TRUE}. */
  public static final String HELD = "rollguard.dev/held";

  /** Label on a Change that is not finished, and on a CheckRun. The value is {@link #TRUE}. */
  public static final String ACTIVE = "rollguard.dev/active";

  /** Label on a Change: the name of its Deployment, cut to 63 characters. */
  public static final String WORKLOAD = "rollguard.dev/workload";

  /** Label on a Change: the uid of its Deployment. */
  public static final String WORKLOAD_UID = "rollguard.dev/workload-uid";

  /** Label on a Change: the first 16 hexadecimal digits of its template hash. */
  public static final String TEMPLATE_HASH = "rollguard.dev/template-hash";

  /** Annotation on a held Deployment: the authenticated user who asked for the rollout. */
  public static final String REQUESTED_BY = "rollguard.dev/requested-by";

  /** Annotation on a held Deployment: when the rollout was asked for, RFC 3339. */
  public static final String REQUESTED_AT = "rollguard.dev/requested-at";

  /** Annotation on a held Deployment: the rollout had started without being held. */
  public static final String UNGUARDED = "rollguard.dev/unguarded";

  /** Annotation on a Change: Rollguard itself asked for it, to bring back what ran. */
  public static final String WAY_BACK = "rollguard.dev/way-back";

  /** Annotation on a Fault: the authenticated user who created it. */
  public static final String OPENED_BY = "rollguard.dev/opened-by";

  /** Annotation on a Fault: the authenticated user who resolved it. */
  public static final String RESOLVED_BY = "rollguard.dev/resolved-by";

  /** Annotation on a Fault: when it was resolved, RFC 3339. */
  public static final String RESOLVED_AT = "rollguard.dev/resolved-at";

  /** Annotation on a CheckRun: the authenticated user who created it. */
  public static final String CREATED_BY = "rollguard.dev/created-by";

  /**
   * Label and annotation on a Deployment that the operator made as a canary: the name of the main
   * one. The label is cut to 63 characters.
   */
  public static final String CANARY_OF = "rollguard.dev/canary-of";

  /** Label on a Deployment of its owners: it is the canary of the Deployment of this name. */
  public static final String CANARY_FOR = "rollguard.dev/canary-for";

  /** Label on the pods of a canary that the operator made. The value is {@link #TRACK_CANARY}. */
  public static final String TRACK = "rollguard.dev/track";

  public static final String TRACK_CANARY = "canary";

  /** Label on a Secret that the operator may read for checks. The value is {@link #TRUE}. */
  public static final String CHECKS_SECRET = "rollguard.dev/checks";

  /** Label on the Job of a check: the name of its CheckRun, cut to 63 characters. */
  public static final String CHECK_RUN = "rollguard.dev/check-run";

  /** Annotation on the Job of a check: the uid of its CheckRun. */
  public static final String CHECK_RUN_UID = "rollguard.dev/check-run-uid";

  /** Label on every admission policy and binding of ours. The value is {@link #PART_OF_VALUE}. */
  public static final String PART_OF = "app.kubernetes.io/part-of";

  public static final String PART_OF_VALUE = "rollguard";

  /** Label on the policies that the operator makes. The value is {@link #MANAGED_BY_VALUE}. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static final String MANAGED_BY_VALUE = "rollguard-operator";

  /** The value of labels that only say yes. */
  public static final String TRUE = "true";

  /** Annotation on a clone: the Change for which it was made. */
  public static final String CHANGE = "rollguard.dev/change";

  /** Annotation on a Change: why it is to be taken back before it is released. */
  public static final String CANCEL = "rollguard.dev/cancel";

  /** Annotation on a Change: the authenticated user who asked to take it back. */
  public static final String CANCELLED_BY = "rollguard.dev/cancelled-by";

  /** Annotation on a Change: why its rollout is to be reverted to the last healthy revision. */
  public static final String REVERT = "rollguard.dev/revert";

  /** Annotation on a Change: the authenticated user who asked to revert it. */
  public static final String REVERTED_BY = "rollguard.dev/reverted-by";

  /** Annotation on a Change: its risk and the reasons, as JSON. */
  public static final String ASSESSMENT = "rollguard.dev/assessment";

  /** Annotation on a BreakGlass: the authenticated user who confirmed it. */
  public static final String CONFIRMED_BY = "rollguard.dev/confirmed-by";

  /** Annotation on a BreakGlass: when it was confirmed, RFC 3339. */
  public static final String CONFIRMED_AT = "rollguard.dev/confirmed-at";

  private Labels() {}
}
