package dev.rollguard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTest {
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00.250Z");
  private static final Span SPAN = new Span(NOW.minusSeconds(60), NOW, Duration.ofSeconds(15));
  private static final String VECTOR =
      """
      {"status":"success","warnings":["old"],"data":{"resultType":"vector","result":[%s]}}\
      """;
  private static final String MATRIX =
      """
      {"status":"success","data":{"resultType":"matrix","result":[%s]}}\
      """;

  private final Transport transport = new Transport(true);
  private final Prometheus prometheus = new Prometheus(transport);

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void anInstantQueryIsSentAsAFormWithTheCredentials() throws Exception {
    try (var server = new TestServer(TestServer.answering(200, VECTOR.formatted("")))) {
      prometheus.instant(server(server), "sum(rate(x{a=\"b&c\"}[1m])) > 1 + 2", NOW, Calls.LONG);

      var request = server.requests.getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.uri()).hasToString("/prometheus/api/v1/query");
      assertThat(request.headers())
          .containsEntry("Authorization", "Bearer s3cret")
          .containsEntry("Content-Type", "application/x-www-form-urlencoded");
      assertThat(form(request))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "query", "sum(rate(x{a=\"b&c\"}[1m])) > 1 + 2",
                  "time", "2026-05-20T12:00:00.250Z",
                  "timeout", "30000ms"));
    }
  }

  @Test
  void aRangeQueryIsSentWithItsSpan() throws Exception {
    try (var server = new TestServer(TestServer.answering(200, MATRIX.formatted("")))) {
      prometheus.range(server(server), "up", SPAN, Calls.LONG);

      var request = server.requests.getFirst();
      assertThat(request.uri()).hasToString("/prometheus/api/v1/query_range");
      assertThat(form(request))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "query", "up",
                  "start", "2026-05-20T11:59:00.250Z",
                  "end", "2026-05-20T12:00:00.250Z",
                  "step", "15000ms",
                  "timeout", "30000ms"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/prometheus", "/prometheus/", "/a/b//"})
  void theApiIsBelowThePathOfTheAddress(String path) throws Exception {
    try (var server = new TestServer(TestServer.answering(200, VECTOR.formatted("")))) {
      var address = new Server(server.uri(path), Map.of(), Optional.empty());
      prometheus.instant(address, "up", NOW, Calls.LONG);

      assertThat(server.requests.getFirst().uri())
          .hasToString(path.replaceAll("/+$", "") + "/api/v1/query");
    }
  }

  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments("", List.of()),
        arguments(sample("0.004"), List.of(0.004)),
        arguments(sample("1e-05"), List.of(1e-5)),
        arguments(sample("1") + "," + sample("2"), List.of(1.0, 2.0)),
        arguments(sample("NaN"), List.of(Double.NaN)),
        arguments(sample("1") + "," + sample("NaN"), List.of(1.0, Double.NaN)),
        arguments(sample("+Inf"), List.of(Double.POSITIVE_INFINITY)),
        arguments(sample("-Inf"), List.of(Double.NEGATIVE_INFINITY)));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aVectorIsOneValueForEachSeries(String series, List<Double> values) throws Exception {
    assertThat(instant(200, VECTOR.formatted(series))).isEqualTo(values);
  }

  @Test
  void aScalarIsOneValue() throws Exception {
    assertThat(
            instant(
                200,
                """
                {"status":"success","data":{"resultType":"scalar","result":[1716206400,"42"]}}\
                """))
        .containsExactly(42.0);
  }

  @Test
  void theAnswerToAnInstantQueryMayBeNoRange() {
    assertThatThrownBy(() -> instant(200, MATRIX.formatted("")))
        .hasMessageEndingWith(
            ": the query gives a range of points; wrap it in a function such as rate or avg_over_time.");
  }

  static Stream<Arguments> failures() {
    var wrong = "the answer is not one of a Prometheus; see that the address is right.";
    return Stream.of(
        arguments(401, "Unauthorized", "it refuses the credentials (401); mend them."),
        arguments(403, "{}", "it refuses the credentials (403); mend them."),
        arguments(
            500, "<html>s3cret</html>", "it answers with status 500; see that it is a Prometheus."),
        arguments(
            404, "404 page not found", "it answers with status 404; see that it is a Prometheus."),
        arguments(302, "", "it answers with status 302; see that it is a Prometheus."),
        arguments(200, "<html>s3cret</html>", wrong),
        arguments(200, "", wrong),
        arguments(200, "{}", wrong),
        arguments(200, "[]", wrong),
        arguments(200, "null", wrong),
        arguments(200, "{\"status\":\"success\"}", wrong),
        arguments(200, "{\"status\":\"success\",\"data\":{}}", wrong),
        arguments(200, "{\"status\":\"success\",\"data\":null}", wrong),
        arguments(200, VECTOR.formatted("").substring(0, 50), wrong),
        arguments(200, VECTOR.formatted("{}"), wrong),
        arguments(200, VECTOR.formatted("null"), wrong),
        arguments(200, VECTOR.formatted("{\"value\":null}"), wrong),
        arguments(200, VECTOR.formatted("{\"value\":[1,null]}"), wrong),
        arguments(200, VECTOR.formatted("{\"value\":[1,5]}"), wrong),
        arguments(200, VECTOR.formatted("{\"value\":[1,\"\"]}"), wrong),
        arguments(200, VECTOR.formatted("{\"value\":[1,\"five\"]}"), wrong),
        arguments(200, VECTOR.formatted("{\"value\":[1,\"1\",\"2\"]}"), wrong),
        arguments(200, VECTOR.replace("[%s]", "{}"), wrong),
        arguments(
            200,
            VECTOR.formatted("{\"histogram\":[1,{\"count\":\"1\"}]}"),
            "the query gives a histogram; take histogram_quantile of it."),
        arguments(
            200,
            "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"a\"]}}",
            "the query gives a text and not a number."));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatIsNoAnswerIsToldAndNeverANumber(int status, String body, String why) {
    assertThatThrownBy(() -> instant(status, body))
        .isInstanceOf(CallFailedException.class)
        .hasMessageMatching("http://localhost:\\d+: .*")
        .hasMessageEndingWith(": " + why)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void anErrorInTheQueryIsTold() {
    assertThatThrownBy(() -> instant(400, error("bad_data", "1:5: parse error: unexpected end")))
        .hasMessageEndingWith(
            ": it reports an error (bad_data: 1:5: parse error: unexpected end).");
    assertThatThrownBy(() -> instant(422, error("execution", "many-to-many matching")))
        .hasMessageEndingWith(": it reports an error (execution: many-to-many matching).");
  }

  @Test
  void otherErrorsAreToldByTheirKindAlone() {
    assertThatThrownBy(() -> instant(503, error("timeout", "context of x")))
        .hasMessageEndingWith(": it reports an error (timeout).");
  }

  @Test
  void anErrorThatRepeatsACredentialIsNotTold() {
    assertThatThrownBy(() -> instant(400, error("bad_data", "token s3cret is odd")))
        .hasMessageEndingWith(": it reports an error.");
  }

  @Test
  void anErrorIsOneShortLine() {
    assertThatThrownBy(() -> instant(400, error("bad_data", "a\\n" + "b".repeat(5_000))))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\n"));
  }

  @Test
  void aRangeIsThePointsOfOneSeries() throws Exception {
    assertThat(range(200, MATRIX.formatted(series("1", "NaN", "+Inf", "0"))))
        .containsExactly(1, Double.NaN, Double.POSITIVE_INFINITY, 0);
    assertThat(range(200, MATRIX.formatted(""))).isEmpty();
  }

  @Test
  void aRangeOfSeveralSeriesIsRefused() {
    assertThatThrownBy(() -> range(200, MATRIX.formatted(series("1") + "," + series("2"))))
        .hasMessageEndingWith(
            ": the query gives 2 series; aggregate them to one, as with sum or avg.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"values\":null}", "{}", "{\"values\":[[1,null]]}", "{\"values\":[null]}", "5"})
  void aRangeThatIsNotAsDocumentedIsRefused(String series) {
    assertThatThrownBy(() -> range(200, MATRIX.formatted(series)))
        .isInstanceOf(CallFailedException.class)
        .hasMessageEndingWith(
            "the answer is not one of a Prometheus; see that the address is right.");
  }

  @Test
  void anAnswerOfTenMebibytesIsRefusedAndOneOfThreeIsNot() throws Exception {
    assertThatThrownBy(() -> instant(200, " ".repeat(10 << 20)))
        .hasMessageEndingWith(": the answer is larger than 4 MiB; ask for less.");
    assertThat(instant(200, " ".repeat(3 << 20) + VECTOR.formatted(sample("1"))))
        .containsExactly(1.0);
  }

  @Test
  void aDeeplyNestedAnswerIsRefused() {
    assertThatThrownBy(() -> instant(200, "[".repeat(1_000_000)))
        .isInstanceOf(CallFailedException.class);
  }

  private List<Double> instant(int status, String body) throws Exception {
    try (var server = new TestServer(answering(status, body))) {
      return prometheus.instant(server(server), "up", NOW, Calls.LONG);
    }
  }

  private double[] range(int status, String body) throws Exception {
    try (var server = new TestServer(answering(status, body))) {
      return prometheus.range(server(server), "up", SPAN, Calls.LONG);
    }
  }

  /** A client that has had enough hangs up. */
  private static HttpHandler answering(int status, String body) {
    return exchange -> {
      try {
        TestServer.answer(exchange, status, body);
      } catch (IOException e) {
        assertThat(body.length()).as("only a huge body is not read").isGreaterThan(1 << 20);
      }
    };
  }

  private static Server server(TestServer server) {
    return new Server(
        URI.create(server.origin() + "/prometheus/"),
        Map.of("Authorization", "Bearer s3cret"),
        Optional.empty());
  }

  private static Map<String, String> form(TestServer.Request request) {
    return Arrays.stream(request.body().split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }

  private static String sample(String value) {
    return "{\"metric\":{\"pod\":\"a\"},\"value\":[1716206400.25,\"%s\"]}".formatted(value);
  }

  private static String series(String... values) {
    return "{\"metric\":{},\"values\":[%s]}"
        .formatted(
            Arrays.stream(values)
                .map(value -> "[1716206400,\"%s\"]".formatted(value))
                .collect(Collectors.joining(",")));
  }

  private static String error(String type, String text) {
    return "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"%s\"}".formatted(type, text);
  }
}
