package dev.rollguard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.schedule.Durations;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "ROLLGUARD_NAMESPACE", "rollguard",
          "ROLLGUARD_SERVICE_ACCOUNT", "rollguard",
          "HOSTNAME", "host-1");

  @Test
  void twoVariablesAreEnough() {
    assertThat(Config.from(LEAST))
        .isEqualTo(
            new Config(
                "rollguard",
                "rollguard",
                "host-1",
                Optional.empty(),
                10,
                8080,
                true,
                "info",
                List.of(),
                new BreakGlassFact.Limits(Duration.ofHours(2), Duration.ofMinutes(15)),
                "rollguard-risk-rules"));
  }

  @Test
  void everyVariableIsRead() {
    var environment =
        Map.ofEntries(
            Map.entry("ROLLGUARD_NAMESPACE", "guards"),
            Map.entry("ROLLGUARD_SERVICE_ACCOUNT", "guard.main"),
            Map.entry("ROLLGUARD_POD_NAME", "guard-7c9-x"),
            Map.entry("ROLLGUARD_DEFAULT_DATACENTER", "dc1"),
            Map.entry("ROLLGUARD_CHANGES_KEPT", "3"),
            Map.entry("ROLLGUARD_PORT", "9090"),
            Map.entry("ROLLGUARD_LEADER_ELECTION", "false"),
            Map.entry("ROLLGUARD_LOG_LEVEL", "debug"),
            Map.entry(
                "ROLLGUARD_PROVIDERS", "[{\"name\": \"main\", \"address\": \"http://prom:9090\"}]"),
            Map.entry("ROLLGUARD_RISK_RULES", "guard-risk-rules"),
            Map.entry("PATH", "/usr/bin"));

    assertThat(Config.from(environment))
        .isEqualTo(
            new Config(
                "guards",
                "guard.main",
                "guard-7c9-x",
                Optional.of("dc1"),
                3,
                9090,
                false,
                "debug",
                List.of(
                    new Provider(
                        "main",
                        URI.create("http://prom:9090"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                new BreakGlassFact.Limits(Duration.ofHours(2), Duration.ofMinutes(15)),
                "guard-risk-rules"));
  }

  @Test
  void howLongAnOverrideMayLastIsRead() {
    var environment = new HashMap<>(LEAST);
    environment.put("ROLLGUARD_BREAK_GLASS_LONGEST", "1h30m");
    environment.put("ROLLGUARD_BREAK_GLASS_CONFIRM_WITHIN", "90s");

    assertThat(Config.from(environment).breakGlass())
        .isEqualTo(new BreakGlassFact.Limits(Duration.ofMinutes(90), Duration.ofSeconds(90)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0s", "999ms", "-1h", "169h", "a day", "2 h", "99999h99999h"})
  void aDurationThatIsNoneOrAbsurdIsRefused(String duration) {
    var environment = new HashMap<>(LEAST);
    environment.put("ROLLGUARD_BREAK_GLASS_LONGEST", duration);
    environment.put("ROLLGUARD_BREAK_GLASS_CONFIRM_WITHIN", duration);

    assertThat(problems(environment))
        .containsExactly(
            "ROLLGUARD_BREAK_GLASS_LONGEST is \"%s\"; it must be a duration from 1s to 168h, such as 1h30m."
                .formatted(duration),
            "ROLLGUARD_BREAK_GLASS_CONFIRM_WITHIN is \"%s\"; it must be a duration from 1s to 168h, such as 1h30m."
                .formatted(duration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "168h"})
  void theShortestAndTheLongestDurationAreRead(String duration) {
    assertThat(Config.from(with("ROLLGUARD_BREAK_GLASS_LONGEST", duration)).breakGlass().longest())
        .isEqualTo(Durations.parse(duration));
  }

  @Test
  void theOperatorUserIsThatOfItsServiceAccount() {
    assertThat(Config.from(LEAST).operatorUser())
        .isEqualTo("system:serviceaccount:rollguard:rollguard");
  }

  @Test
  void everyProblemIsToldAtOnce() {
    var environment =
        Map.of(
            "ROLLGUARD_NAMESPACE", "Roll_Guard",
            "ROLLGUARD_DEFAULT_DATACENTER", "서울",
            "ROLLGUARD_CHANGES_KEPT", "1001",
            "ROLLGUARD_PORT", "http",
            "ROLLGUARD_LEADER_ELECTION", "yes",
            "ROLLGUARD_LOG_LEVEL", "loud",
            "ROLLGUARD_PROVIDERS", "main",
            "ROLLGUARD_RISK_RULES", "Rules");

    assertThat(problems(environment))
        .containsExactly(
            "ROLLGUARD_NAMESPACE is \"Roll_Guard\"; it must be a namespace.",
            "ROLLGUARD_SERVICE_ACCOUNT is missing; it must be the name of a ServiceAccount.",
            "ROLLGUARD_DEFAULT_DATACENTER is \"서울\"; it must be a label value.",
            "ROLLGUARD_CHANGES_KEPT is \"1001\"; it must be a number from 0 to 1000.",
            "ROLLGUARD_PORT is \"http\"; it must be a number from 0 to 65535.",
            "ROLLGUARD_LEADER_ELECTION is \"yes\"; it must be one of true, false.",
            "ROLLGUARD_LOG_LEVEL is \"loud\"; it must be one of trace, debug, info, warn, error.",
            "ROLLGUARD_PROVIDERS is not JSON; it must be a list of providers.",
            "ROLLGUARD_RISK_RULES is \"Rules\"; it must be the name of a ConfigMap.");
  }

  @Test
  void theMessageHasEveryProblemToo() {
    assertThat(catchThrowableOfType(InvalidConfigException.class, () -> Config.from(Map.of())))
        .hasMessage(
            "ROLLGUARD_NAMESPACE is missing; it must be a namespace. ROLLGUARD_SERVICE_ACCOUNT is missing; it must be"
                + " the name of a ServiceAccount.");
  }

  /** Two replicas of one name would both lead. */
  @Test
  void aReplicaIsNeverNamedByAConstant() throws Exception {
    var environment = new HashMap<>(LEAST);
    environment.remove("HOSTNAME");

    assertThat(Config.from(environment).podName())
        .isEqualTo(InetAddress.getLocalHost().getHostName());
  }

  /** Kubernetes sets it in every pod beside a Service named rollguard. */
  @Test
  void aServiceLinkIsNotOurPort() {
    assertThat(Config.from(with("ROLLGUARD_PORT", "tcp://10.0.0.7:8080")).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "+1", "99999999999", "８０８０", "8080.0"})
  void aPortThatIsNoneIsRefused(String port) {
    assertThat(problems(with("ROLLGUARD_PORT", port)))
        .containsExactly(
            "ROLLGUARD_PORT is \"%s\"; it must be a number from 0 to 65535.".formatted(port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a-", "a.b", "A", "a b"})
  void aNamespaceIsADnsLabel(String namespace) {
    assertThat(problems(with("ROLLGUARD_NAMESPACE", namespace)))
        .containsExactly(
            "ROLLGUARD_NAMESPACE is \"%s\"; it must be a namespace.".formatted(namespace));
  }

  @Test
  void namesHaveTheLengthsOfKubernetes() {
    assertThat(Config.from(with("ROLLGUARD_NAMESPACE", "a".repeat(63))).namespace()).hasSize(63);
    assertThat(problems(with("ROLLGUARD_NAMESPACE", "a".repeat(64)))).hasSize(1);
    assertThat(Config.from(with("ROLLGUARD_SERVICE_ACCOUNT", "a".repeat(253))).serviceAccount())
        .hasSize(253);
    assertThat(problems(with("ROLLGUARD_SERVICE_ACCOUNT", "a".repeat(254)))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"' ', ", "dc1, dc1", "' dc1 ', dc1", "DC_1.a, DC_1.a"})
  void aDefaultDatacenterIsALabelValueOrNone(String text, String expected) {
    assertThat(Config.from(with("ROLLGUARD_DEFAULT_DATACENTER", text)).defaultDatacenter())
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void whatIsShownIsCutAndStaysOnOneLine() {
    assertThat(problems(with("ROLLGUARD_LOG_LEVEL", "시\n" + "끄".repeat(100_000))))
        .containsExactly(
            "ROLLGUARD_LOG_LEVEL is \"시 "
                + "끄".repeat(62)
                + "…\"; it must be one of trace, debug, info, warn, error.");
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  private static List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(InvalidConfigException.class, () -> Config.from(environment))
        .problems();
  }
}
