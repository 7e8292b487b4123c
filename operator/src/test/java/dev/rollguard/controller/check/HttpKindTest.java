package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.HttpCheck;
import dev.rollguard.api.v1alpha1.HttpHeader;
import dev.rollguard.api.v1alpha1.HttpMethod;
import dev.rollguard.api.v1alpha1.SecretRef;
import dev.rollguard.controller.check.Blueprint.Kind.Given;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.faults.FaultyApiServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that ask an HTTP server, against a real one. */
class HttpKindTest {
  private final FaultyApiServer api = new FaultyApiServer();
  private final Answering server = new Answering();
  private final HttpKind kind =
      new HttpKind(server.transport, new SecretValues(api.client(), "rollguard", () -> Shots.NOW));
  private final HttpCheck http = new HttpCheck();

  HttpKindTest() {
    http.setUrl(server.url() + "/health?of=${deployment}");
  }

  @AfterEach
  void close() {
    server.close();
    api.close();
  }

  private Finding sample() throws InvalidCheckException, InterruptedException {
    var check = new Check();
    check.setName("smoke");
    check.setHttp(http);
    var given = new Given(Map.of("deployment", "cart"), "shop");
    return kind.compile(check, Paces.of(check)).bind(given).take(Shots.aboutChange("pre"));
  }

  private void sendsToken() {
    var secret = new SecretRef();
    secret.setName("ci");
    secret.setKey("token");
    var header = new HttpHeader();
    header.setName("Authorization");
    header.setSecretRef(secret);
    http.setHeaders(List.of(header));
  }

  private void hasSecret(String label) {
    api.has(
        "/api/v1/namespaces/rollguard/secrets/ci",
        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"ci\",\"labels\":{\"rollguard.dev/checks\":\"%s\"}},\"data\":{\"token\":\"czNjcmV0\"}}"
            .formatted(label));
  }

  @ParameterizedTest
  @CsvSource({"200, Pass", "204, Pass", "302, Fail", "404, Fail", "503, Fail"})
  void withoutMoreAnyStatusFrom200To299IsGood(int status, Outcome outcome) throws Exception {
    server.status = status;

    assertThat(sample().outcome()).isEqualTo(outcome);
    assertThat(sample().message()).startsWith("status " + status + " in ");
    assertThat(server.asked.getFirst().line()).isEqualTo("GET /health?of=cart");
  }

  @ParameterizedTest
  @CsvSource({"200, Fail", "401, Pass"})
  void whatIsExpectedIsSaid(int status, Outcome outcome) throws Exception {
    http.setExpectedStatus(List.of(401, 403));
    server.status = status;

    assertThat(sample().outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"true, Pass", "false, Fail"})
  void theAnswerIsJudged(String healthy, Outcome outcome) throws Exception {
    http.setPass("json.healthy == true && durationMs < 60000");
    server.body = "{\"healthy\":%s}".formatted(healthy);

    assertThat(sample().outcome()).isEqualTo(outcome);
  }

  @Test
  void aBodyIsSentWithItsArguments() throws Exception {
    http.setMethod(HttpMethod.POST);
    http.setBody("{\"of\":\"${deployment}\"}");

    assertThat(sample().outcome()).isEqualTo(Outcome.Pass);
    assertThat(server.asked.getFirst().line()).startsWith("POST ");
    assertThat(server.asked.getFirst().body()).isEqualTo("{\"of\":\"cart\"}");
  }

  @Test
  void whoDoesNotAnswerIsNoData() throws Exception {
    http.setUrl("http://127.0.0.1:1/");

    assertThat(sample().outcome()).isEqualTo(Outcome.NoData);
    assertThat(sample().message()).contains("127.0.0.1:1").endsWith(".");
  }

  @Test
  void aSecretIsSentAndNeverTold() throws Exception {
    hasSecret("true");
    sendsToken();
    server.body = "{\"you\":\"%AUTH%\"}";
    for (var pass : List.of("body == ''", "json.you == ''", "json.me == ''", "json.you < 7")) {
      http.setPass(pass);

      assertThat(sample().message()).as(pass).doesNotContain("s3cret");
    }
    assertThat(server.asked.getFirst().authorization()).isEqualTo("s3cret");
  }

  @Test
  void aSecretThatIsNotForChecksIsNotSent() throws Exception {
    hasSecret("false");
    sendsToken();

    assertThat(sample().outcome()).isEqualTo(Outcome.NoData);
    assertThat(sample().message()).contains("Secret/ci").contains("rollguard.dev/checks=true");
    assertThat(server.asked).isEmpty();
  }

  /** Whoever may create a run would have the Secret sent to himself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://${deployment}/",
        "https://a.${deployment}:80/x",
        "${deployment}",
        "${deployment}://a/",
        "http://a:${deployment}?x"
      })
  void anArgumentDoesNotDecideWhoGetsASecret(String url) {
    sendsToken();
    http.setUrl(url);

    assertThatThrownBy(this::sample)
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("which host gets the value of a Secret");
  }

  @Test
  void anArgumentMayDecideThePath() throws Exception {
    hasSecret("true");
    sendsToken();

    assertThat(sample().outcome()).isEqualTo(Outcome.Pass);
  }

  @Test
  void whatIsNoUrlMustBeMended() {
    http.setUrl("http://a/${deployment}{");

    assertThatThrownBy(this::sample)
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("url");
  }
}
