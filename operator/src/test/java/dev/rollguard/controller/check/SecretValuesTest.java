package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Secrets checks may read. */
class SecretValuesTest {
  private static final String SECRET = "/api/v1/namespaces/rollguard/secrets/prom";
  private static final String FOR_CHECKS = "\"rollguard.dev/checks\":\"true\"";

  private final FaultyApiServer server = new FaultyApiServer();
  private Instant now = Instant.parse("2026-05-21T09:00:00Z");
  private final SecretValues secrets = new SecretValues(server.client(), "rollguard", () -> now);

  @AfterEach
  void close() {
    server.close();
  }

  private void holds(String labels, String value) {
    var encoded = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    server.has(
        SECRET,
        """
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"prom","namespace":"rollguard","labels":{%s}},
         "data":{"token":"%s","text":"&&"}}\
        """
            .formatted(labels, encoded));
  }

  private void assertRefused(String key, String why) {
    assertThatThrownBy(() -> secrets.value("prom", key))
        .isInstanceOf(UnreadableSecretException.class)
        .hasMessageContaining("Secret/prom in namespace rollguard")
        .hasMessageContaining(why)
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aSecretForChecksIsRead() throws UnreadableSecretException {
    holds(FOR_CHECKS, "s3cret");

    assertThat(secrets.value("prom", "token")).isEqualTo("s3cret");
  }

  /** An editor leaves it behind, and a header cannot have it. */
  @Test
  void theLineBreakAtTheEndIsNotPartOfTheValue() throws UnreadableSecretException {
    holds(FOR_CHECKS, "s3cret\n");

    assertThat(secrets.value("prom", "token")).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"app\":\"prom\"", "\"rollguard.dev/checks\":\"false\""})
  void anyOtherSecretIsRefused(String labels) {
    holds(labels, "s3cret");

    assertRefused("token", "label it rollguard.dev/checks=true");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertRefused("token", "does not exist");
    now = now.plusSeconds(30);
    holds(FOR_CHECKS, "s3cret");

    assertRefused("password", "has no key password");
    assertRefused("text", "is not in base64");
  }

  @Test
  void whatCannotBeReadSaysSo() {
    server.fails("GET " + SECRET, Mishap.FORBIDDEN);

    assertRefused("token", "HTTP 403");
    server.heals();
    holds(FOR_CHECKS, "s3cret");
    assertThatCode(() -> secrets.value("prom", "token")).as("at once").doesNotThrowAnyException();
  }

  @Test
  void aValueIsKeptForHalfAMinute() throws UnreadableSecretException {
    holds(FOR_CHECKS, "old");
    secrets.value("prom", "token");
    holds(FOR_CHECKS, "new");

    now = now.plusSeconds(29);
    assertThat(secrets.value("prom", "token")).isEqualTo("old");
    assertThat(server.asked("GET " + SECRET)).hasSize(1);

    now = now.plusSeconds(1);
    assertThat(secrets.value("prom", "token")).isEqualTo("new");
  }
}
