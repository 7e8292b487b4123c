package dev.rollguard.log;

/**
 * The keys under which log lines carry their values; messages are constant. They are stable: people
 * search for them. No value may hold a secret or the value of an environment variable.
 */
public final class Keys {
  /** Namespace and name of a Deployment. */
  public static final String DEPLOYMENT = "deployment";

  /** What an Event is called, in CamelCase. */
  public static final String EVENT = "event";

  /** Why, in CamelCase: the same word as in conditions and metrics. */
  public static final String REASON = "reason";

  /** The sentence that people were told. */
  public static final String TOLD = "told";

  /** What went wrong, where its stack trace would tell no more. */
  public static final String ERROR = "error";

  /** Kind of a Kubernetes object. */
  public static final String KIND = "kind";

  /** Kind and name of a Kubernetes object. */
  public static final String OBJECT = "object";

  /** What was done to it: create, update or delete. */
  public static final String VERB = "verb";

  /** Whether a write mended what somebody else had changed. */
  public static final String REPAIR = "repair";

  /** How many windows the API server enforces, and how many not yet. */
  public static final String WINDOWS = "windows";

  /** Who stands for election, or leads. */
  public static final String IDENTITY = "identity";

  /** How many seconds a clock is behind the API server's; negative: ahead. */
  public static final String SECONDS = "seconds";

  /** Path of an HTTP request. */
  public static final String PATH = "path";

  public static final String VERSION = "version";
  public static final String NAMESPACE = "namespace";

  /** User name of the operator's ServiceAccount. */
  public static final String USER = "user";

  private Keys() {}
}
