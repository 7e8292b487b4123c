package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.Comparison;
import dev.rollguard.api.v1alpha1.PrometheusCheck;
import dev.rollguard.config.BasicAuth;
import dev.rollguard.config.Provider;
import dev.rollguard.config.SecretKey;
import dev.rollguard.controller.check.Blueprint.Kind.Given;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.provider.Prometheus;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that ask a Prometheus, against a real HTTP server. */
class PrometheusKindTest {
  private static final SecretKey TOKEN = new SecretKey("prom", "token");

  private final FaultyApiServer api = new FaultyApiServer();
  private final Answering server = new Answering();
  private final PrometheusCheck prometheus = new PrometheusCheck();
  private final Check check = new Check();
  private List<Provider> providers = List.of();

  @BeforeEach
  void asks() {
    api.has(
        "/api/v1/namespaces/rollguard/secrets/prom",
        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"prom\",\"labels\":{\"rollguard.dev/checks\":\"true\"}},\"data\":{\"token\":\"czNjcmV0\"}}");
    prometheus.setAddress(server.url());
    prometheus.setQuery("up{app=\"${deployment}\"}");
    prometheus.setPass("value < 0.5");
    check.setName("errors");
    check.setPrometheus(prometheus);
  }

  @AfterEach
  void close() {
    server.close();
    api.close();
  }

  private Finding sample() throws InvalidCheckException, InterruptedException {
    var secrets = new SecretValues(api.client(), "rollguard", () -> Shots.NOW);
    var kind =
        new PrometheusKind(new Prometheus(server.transport), new Servers(providers, secrets));
    var given = new Given(Map.of("deployment", "cart"), "shop");
    return kind.compile(check, Paces.of(check)).bind(given).take(Shots.aboutChange("pre"));
  }

  private void provider(Optional<SecretKey> token, Optional<BasicAuth> basic) {
    providers =
        List.of(new Provider("main", URI.create(server.url()), token, basic, Optional.empty()));
    prometheus.setAddress(null);
    prometheus.setProvider("main");
  }

  private void gives(String result) {
    server.body = "{\"status\":\"success\",\"data\":%s}".formatted(result);
  }

  private void givesValue(String value) {
    gives(
        "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"%s\"]}]}"
            .formatted(value));
  }

  private static String decoded(Answering.Asked asked) {
    return URLDecoder.decode(asked.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"0.1, Pass", "0.9, Fail", "NaN, NoData"})
  void aValueIsJudged(String value, Outcome outcome) throws Exception {
    givesValue(value);

    assertThat(sample().outcome()).isEqualTo(outcome);
    assertThat(decoded(server.asked.getFirst()))
        .contains("query=up{app=\"cart\"}")
        .contains("time=2026-05-21T08:00:00Z");
  }

  @Test
  void whatIsNotThereIsNoData() throws Exception {
    gives("{\"resultType\":\"vector\",\"result\":[]}");

    assertThat(sample().outcome()).isEqualTo(Outcome.NoData);
  }

  @Test
  void aBrokenServerIsNoDataWithASentence() throws Exception {
    server.status = 502;
    server.body = "<html>";

    assertThat(sample().outcome()).isEqualTo(Outcome.NoData);
    assertThat(sample().message()).startsWith(server.url()).endsWith(".");
  }

  @Test
  void aProviderIsAskedWithItsToken() throws Exception {
    provider(Optional.of(TOKEN), Optional.empty());
    givesValue("0.1");

    assertThat(sample().outcome()).isEqualTo(Outcome.Pass);
    assertThat(server.asked.getFirst().authorization()).isEqualTo("Bearer s3cret");
  }

  @Test
  void aProviderIsAskedWithItsNameAndPassword() throws Exception {
    provider(Optional.empty(), Optional.of(new BasicAuth("prom", "token", "token")));
    givesValue("0.1");

    assertThat(sample().outcome()).isEqualTo(Outcome.Pass);
    assertThat(server.asked.getFirst().authorization()).isEqualTo("Basic czNjcmV0OnMzY3JldA==");
  }

  @Test
  void aProviderWhoseSecretIsNotThereIsNotAsked() throws Exception {
    provider(Optional.of(new SecretKey("other", "token")), Optional.empty());

    assertThat(sample().outcome()).isEqualTo(Outcome.NoData);
    assertThat(sample().message()).contains("Secret/other");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aProviderThatNobodyConfiguredIsNamed() {
    provider(Optional.empty(), Optional.empty());
    prometheus.setProvider("mian");

    assertThatThrownBy(this::sample)
        .isInstanceOf(InvalidCheckException.class)
        .hasMessage(
            "provider mian is not in checks.providers of the chart's values, which has main.");
  }

  @Test
  void aComparisonAsksForBothOverTheWholeTime() throws Exception {
    compares();
    var points =
        IntStream.range(0, 20)
            .mapToObj(i -> "[%d,\"%d\"]".formatted(i, i % 3))
            .collect(Collectors.joining(","));
    gives(
        "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[%s]}]}"
            .formatted(points));

    assertThat(sample().outcome()).isEqualTo(Outcome.Pass);
    assertThat(server.asked).hasSize(2);
    assertThat(decoded(server.asked.getFirst())).contains("query=base{app=\"cart\"}");
    assertThat(decoded(server.asked.getLast())).contains("query=up{app=\"cart\"}");
    assertThat(server.asked)
        .allSatisfy(asked ->
            assertThat(decoded(asked))
                .contains("start=2026-05-21T08:00:30Z")
                .contains("end=2026-05-21T08:02:10Z")
                .contains("step=5000ms"));
  }

  private void compares() {
    var comparison = new Comparison();
    comparison.setBaselineQuery("base{app=\"${deployment}\"}");
    prometheus.setPass(null);
    prometheus.setCompare(comparison);
    check.setInitialDelay("30s");
    check.setInterval("5s");
    check.setCount(20);
  }

  @Test
  void aComparisonWithoutTrafficIsNoData() throws Exception {
    compares();
    gives("{\"resultType\":\"matrix\",\"result\":[]}");

    assertThat(sample().outcome()).isEqualTo(Outcome.NoData);
  }

  @Test
  void aConfidenceThatIsNoneMustBeMended() {
    compares();
    var comparison = prometheus.getCompare();
    assertThat(comparison).isNotNull();
    comparison.setConfidence("sure");

    assertThatThrownBy(this::sample)
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("confidence");
  }
}
