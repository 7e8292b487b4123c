package dev.rollguard.e2e.harness;

/** What checks ask about {@link Traffic}. Counters need two scrapes, so rates look back further. */
public final class Queries {
  public static final String CANARY_ERRORS = errors("${canaryHash}");
  public static final String STABLE_ERRORS = errors("${stableHash}");
  public static final String CANARY_LATENCY = latency("${canaryHash}");
  public static final String STABLE_LATENCY = latency("${stableHash}");

  private static final String PODS = "namespace=\"${namespace}\",hash=\"%s\"";

  private Queries() {}

  private static String errors(String hash) {
    var pods = PODS.formatted(hash);
    return "sum(rate(http_requests_total{%s,code=\"500\"}[5s]))".formatted(pods)
        + " / sum(rate(http_requests_total{%s}[5s]))".formatted(pods);
  }

  private static String latency(String hash) {
    return "max(http_request_duration_seconds{%s})".formatted(PODS.formatted(hash));
  }
}
