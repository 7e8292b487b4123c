package dev.rollguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderListTest {
  private static final String MAIN = "\"name\": \"main\", \"address\": \"https://prom:9090\"";

  private final List<String> problems = new ArrayList<>();

  private List<Provider> read(String json) {
    return ProviderList.read("PROVIDERS", json, problems);
  }

  @Test
  void everyFieldIsRead() {
    var json =
        """
        [{"name": "main", "address": "https://prom.monitoring:9090/prometheus",
          "bearerToken": {"secret": "prom", "key": "token"}, "basicAuth": null,
          "ca": {"secret": "prom", "key": "ca.crt"}},
         {"name": "other", "address": "http://10.0.0.7",
          "basicAuth": {"secret": "other", "usernameKey": "username", "passwordKey": "password"}}]
        """;

    assertThat(read(json))
        .containsExactly(
            new Provider(
                "main",
                URI.create("https://prom.monitoring:9090/prometheus"),
                Optional.of(new SecretKey("prom", "token")),
                Optional.empty(),
                Optional.of(new SecretKey("prom", "ca.crt"))),
            new Provider(
                "other",
                URI.create("http://10.0.0.7"),
                Optional.empty(),
                Optional.of(new BasicAuth("other", "username", "password")),
                Optional.empty()));
    assertThat(problems).isEmpty();
  }

  @Test
  void anEmptyListIsNoProblem() {
    assertThat(read("[]")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{}] []  | PROVIDERS is not JSON; it must be a list of providers.",
        "[{\"a\": 1, \"a\": 2}] | PROVIDERS is not JSON; it must be a list of providers.",
        "{}       | PROVIDERS is JSON, but no list; it must be a list of providers.",
        "\"main\" | PROVIDERS is JSON, but no list; it must be a list of providers."
      })
  void whatIsNoListOfJsonIsRefused(String json, String problem) {
    assertThat(read(json)).isEmpty();
    assertThat(problems).containsExactly(problem);
  }

  @Test
  void everyProviderHasANameAndAnAddress() {
    read("[" + "{" + MAIN + "}, {\"name\": \"Main!\"}, 5]");

    assertThat(problems)
        .containsExactly(
            "PROVIDERS[1].name must be 1 to 63 lower-case letters, digits and '-'.",
            "PROVIDERS[1].address must be http:// or https://, a host, and if need be a port and a"
                + " path, without credentials.",
            "PROVIDERS[2].name must be 1 to 63 lower-case letters, digits and '-'.",
            "PROVIDERS[2].address must be http:// or https://, a host, and if need be a port and a"
                + " path, without credentials.");
  }

  @Test
  void aNameIsThereOnce() {
    read("[{%s}, {%s}]".formatted(MAIN, MAIN));

    assertThat(problems)
        .containsExactly(
            "PROVIDERS has two providers of the name main; every name must be there once.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prom:9090",
        "//prom:9090",
        "ftp://prom",
        "http://",
        "http:///metrics",
        "https://me:hunter2@prom",
        "https://prom?token=hunter2",
        "https://prom#hunter2",
        "https://hunter2 prom"
      })
  void anAddressIsAServerWithoutCredentials(String address) {
    read("[{\"name\": \"main\", \"address\": \"%s\"}]".formatted(address));

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("PROVIDERS[0].address must be")
        .doesNotContain("hunter2");
  }

  @Test
  void twoWaysToLogInAreOneTooMany() {
    read(
        "[{%s, \"bearerToken\": {\"secret\": \"a\", \"key\": \"b\"}, \"basicAuth\": {\"secret\": \"a\", \"usernameKey\": \"u\", \"passwordKey\": \"p\"}}]"
            .formatted(MAIN));

    assertThat(problems)
        .containsExactly("PROVIDERS[0] has bearerToken and basicAuth; keep one of them.");
  }

  /** Above all a token that somebody put there himself. */
  @Test
  void anUnknownFieldIsRefusedAndNeitherItNorItsValueIsShown() {
    read("[{%s, \"hunter2\": \"hunter2\"}]".formatted(MAIN));

    assertThat(problems)
        .containsExactly(
            "PROVIDERS[0] has a field that is not known; it may have address, basicAuth,"
                + " bearerToken, ca, name.");
  }

  @Test
  void aSecretIsNamedNotGiven() {
    read(
        "[{%s, \"bearerToken\": \"hunter2\", \"ca\": {\"secret\": \"prom\", \"key\": \"hunter2 \", \"optional\": true}}]"
            .formatted(MAIN));

    assertThat(problems)
        .containsExactly(
            "PROVIDERS[0].bearerToken.secret must be the name of a Secret.",
            "PROVIDERS[0].bearerToken.key must be a key of a Secret.",
            "PROVIDERS[0].ca has a field that is not known; it may have key, secret.",
            "PROVIDERS[0].ca.key must be a key of a Secret.");
  }
}
