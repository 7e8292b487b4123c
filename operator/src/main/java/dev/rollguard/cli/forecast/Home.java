package dev.rollguard.cli.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the operator is set up. Its hold policy says so, and nothing else that a user may read.
 *
 * @param namespace of the operator, never governed
 * @param operatorUser its user name; empty when it is unknown
 * @param defaultDatacenter of Deployments without a label
 */
public record Home(String namespace, String operatorUser, Optional<String> defaultDatacenter) {
  /** What the chart does when nobody says otherwise. */
  public static final Home CHART = new Home("rollguard", "", Optional.empty());

  private static final Pattern OPERATOR =
      Pattern.compile(
          "request\\.userInfo\\.username != \"(system:serviceaccount:([^:\"]+):[^\"]+)\"");
  private static final Pattern DEFAULT =
      Pattern.compile("\\.orValue\\((?:\"([^\"]*)\"|'([^']*)')\\)$");

  /** From the hold policy; what it does not say is as in the chart. */
  public static Home of(JsonNode policy) {
    var home = CHART;
    for (var condition : policy.at("/spec/matchConditions")) {
      var operator = OPERATOR.matcher(condition.path("expression").asText());
      if (operator.find()) {
        home = new Home(operator.group(2), operator.group(1), home.defaultDatacenter());
      }
    }
    for (var variable : policy.at("/spec/variables")) {
      var named = DEFAULT.matcher(variable.path("expression").asText().strip());
      if (variable.path("name").asText().equals("home") && named.find()) {
        var name = named.group(1) == null ? named.group(2) : named.group(1);
        home = home.withDefault(name);
      }
    }
    return home;
  }

  public Home withDefault(String datacenter) {
    return new Home(namespace, operatorUser, Optional.of(datacenter).filter(d -> !d.isEmpty()));
  }

  public Home inNamespace(String other) {
    return new Home(other, operatorUser, defaultDatacenter);
  }
}
