package dev.rollguard.config;

import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.schedule.Durations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operator's configuration.
 *
 * @param namespace where the operator runs ({@code ROLLGUARD_NAMESPACE}, required)
 * @param serviceAccount whose name the policies trust ({@code ROLLGUARD_SERVICE_ACCOUNT}, required)
 * @param podName identity in the lease ({@code ROLLGUARD_POD_NAME}, default the host's name)
 * @param defaultDatacenter of Deployments without a label ({@code ROLLGUARD_DEFAULT_DATACENTER})
 * @param changesKept finished Changes to keep for each Deployment ({@code ROLLGUARD_CHANGES_KEPT},
 *     default 10)
 * @param port of health and metrics ({@code ROLLGUARD_PORT}, default 8080)
 * @param leaderElection whether replicas elect a leader ({@code ROLLGUARD_LEADER_ELECTION}, default
 *     true)
 * @param logLevel {@code ROLLGUARD_LOG_LEVEL}, default info
 * @param providers Prometheus servers that checks know by name, as JSON ({@code
 *     ROLLGUARD_PROVIDERS}, default none)
 * @param breakGlass how long an override may be in force ({@code ROLLGUARD_BREAK_GLASS_LONGEST},
 *     default 2h) and unconfirmed ({@code ROLLGUARD_BREAK_GLASS_CONFIRM_WITHIN}, default 15m)
 * @param riskRules name of the ConfigMap with the rules about risk ({@code ROLLGUARD_RISK_RULES},
 *     default rollguard-risk-rules)
 */
public record Config(
    String namespace,
    String serviceAccount,
    String podName,
    Optional<String> defaultDatacenter,
    int changesKept,
    int port,
    boolean leaderElection,
    String logLevel,
    List<Provider> providers,
    BreakGlassFact.Limits breakGlass,
    String riskRules) {

  private static final int DEFAULT_PORT = 8080;
  private static final String DEFAULT_RISK_RULES = "rollguard-risk-rules";
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

  /** The user name under which the API server knows the operator. */
  public String operatorUser() {
    return "system:serviceaccount:" + namespace + ":" + serviceAccount;
  }

  /**
   * @throws InvalidConfigException naming every problem at once
   */
  public static Config from(Map<String, String> environment) {
    var read = new Reader(environment);
    var config =
        new Config(
            read.required("ROLLGUARD_NAMESPACE", DNS_LABEL, "a namespace"),
            read.required("ROLLGUARD_SERVICE_ACCOUNT", DNS_NAME, "the name of a ServiceAccount"),
            read.podName(),
            read.matching("ROLLGUARD_DEFAULT_DATACENTER", LABEL_VALUE, "a label value"),
            read.number("ROLLGUARD_CHANGES_KEPT", 10, 0, 1000),
            read.port(),
            read.oneOf("ROLLGUARD_LEADER_ELECTION", "true", List.of("true", "false"))
                .equals("true"),
            read.oneOf("ROLLGUARD_LOG_LEVEL", "info", LEVELS),
            read.providers(),
            read.breakGlass(),
            read.matching("ROLLGUARD_RISK_RULES", DNS_NAME, "the name of a ConfigMap")
                .orElse(DEFAULT_RISK_RULES));
    if (!read.problems.isEmpty()) {
      throw new InvalidConfigException(read.problems);
    }
    return config;
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    Optional<String> text(String name) {
      return Optional.ofNullable(environment.get(name))
          .map(String::strip)
          .filter(t -> !t.isEmpty());
    }

    String required(String name, Pattern form, String what) {
      if (text(name).isEmpty()) {
        problems.add("%s is missing; it must be %s.".formatted(name, what));
        return "";
      }
      return matching(name, form, what).orElse("");
    }

    Optional<String> matching(String name, Pattern form, String what) {
      var text = text(name);
      if (text.isPresent() && !form.matcher(text.get()).matches()) {
        problems.add("%s is \"%s\"; it must be %s.".formatted(name, shown(text.get()), what));
        return Optional.empty();
      }
      return text;
    }

    int number(String name, int fallback, int min, int max) {
      var text = text(name);
      if (text.isEmpty()) {
        return fallback;
      }
      if (NUMBER.matcher(text.get()).matches()) {
        var number = Integer.parseInt(text.get());
        if (number >= min && number <= max) {
          return number;
        }
      }
      problems.add(
          "%s is \"%s\"; it must be a number from %d to %d."
              .formatted(name, shown(text.get()), min, max));
      return fallback;
    }

    /** Never a constant: two replicas of one name would both lead. */
    String podName() {
      var name = text("ROLLGUARD_POD_NAME").or(() -> text("HOSTNAME")).or(Reader::hostName);
      if (name.isEmpty()) {
        problems.add("ROLLGUARD_POD_NAME is missing; it must be a name that no other replica has.");
      }
      return name.orElse("");
    }

    private static Optional<String> hostName() {
      try {
        return Optional.of(InetAddress.getLocalHost().getHostName());
      } catch (UnknownHostException e) {
        return Optional.empty();
      }
    }

    /**
     * Beside a Service named rollguard, Kubernetes itself sets {@code ROLLGUARD_PORT=tcp://…} in
     * every pod that does not set it.
     */
    int port() {
      boolean linked =
          text("ROLLGUARD_PORT").filter(t -> SERVICE_LINK.matcher(t).matches()).isPresent();
      return linked ? DEFAULT_PORT : number("ROLLGUARD_PORT", DEFAULT_PORT, 0, 65535);
    }

    String oneOf(String name, String fallback, List<String> values) {
      var text = text(name).orElse(fallback);
      if (values.contains(text)) {
        return text;
      }
      problems.add(
          "%s is \"%s\"; it must be one of %s."
              .formatted(name, shown(text), String.join(", ", values)));
      return fallback;
    }

    List<Provider> providers() {
      return text("ROLLGUARD_PROVIDERS")
          .map(json -> ProviderList.read("ROLLGUARD_PROVIDERS", json, problems))
          .orElse(List.of());
    }

    BreakGlassFact.Limits breakGlass() {
      var fallback = BreakGlassFact.Limits.DEFAULT;
      return new BreakGlassFact.Limits(
          duration("ROLLGUARD_BREAK_GLASS_LONGEST", fallback.longest()),
          duration("ROLLGUARD_BREAK_GLASS_CONFIRM_WITHIN", fallback.confirmWithin()));
    }

    private Duration duration(String name, Duration fallback) {
      var text = text(name);
      if (text.isEmpty()) {
        return fallback;
      }
      try {
        var duration = Durations.parse(text.get());
        if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(LONGEST) <= 0) {
          return duration;
        }
      } catch (IllegalArgumentException notADuration) {
        // told below, with what it must be
      }
      problems.add(
          "%s is \"%s\"; it must be a duration from 1s to 168h, such as 1h30m."
              .formatted(name, shown(text.get())));
      return fallback;
    }

    private static String shown(String text) {
      var line = CONTROL.matcher(text).replaceAll(" ");
      return line.codePointCount(0, line.length()) <= 64
          ? line
          : line.substring(0, line.offsetByCodePoints(0, 64)) + "…";
    }
  }
}
