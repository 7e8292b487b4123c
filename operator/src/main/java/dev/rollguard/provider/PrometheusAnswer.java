package dev.rollguard.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.core.gate.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the HTTP API of Prometheus answers, read without guessing: what is not as documented fails.
 */
final class PrometheusAnswer {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MOST_BYTES = 300;
  private static final int LEAST_SECRET = 4;

  /** The kinds of errors whose text is about the query. */
  private static final Set<String> ABOUT_THE_QUERY = Set.of("bad_data", "execution");

  private PrometheusAnswer() {}

  static JsonNode data(Server server, Answer answer) throws CallFailedException {
    var status = answer.status();
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      throw failed(server, "it refuses the credentials (%d); mend them".formatted(status));
    }
    var json = Json.tree(answer.body());
    if (json.isPresent() && json.get().path("status").asText().equals("error")) {
      throw failed(server, error(server, json.get()));
    }
    if (status != OK) {
      throw failed(
          server, "it answers with status %d; see that it is a Prometheus".formatted(status));
    }
    return json.filter(tree -> tree.path("status").asText().equals("success"))
        .map(tree -> tree.path("data"))
        .orElseThrow(() -> wrong(server));
  }

  static List<Double> values(Server server, JsonNode data) throws CallFailedException {
    var result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "scalar" -> List.of(number(server, result));
      case "vector" -> vector(server, result);
      case "matrix" ->
          throw failed(
              server,
              "the query gives a range of points; wrap it in a function such as rate or avg_over_time");
      case "string" -> throw failed(server, "the query gives a text and not a number");
      default -> throw wrong(server);
    };
  }

  static double[] points(Server server, JsonNode data) throws CallFailedException {
    var series = data.path("result");
    if (!data.path("resultType").asText().equals("matrix") || !series.isArray()) {
      throw wrong(server);
    }
    if (series.size() > 1) {
      throw failed(
          server,
          "the query gives %d series; aggregate them to one, as with sum or avg"
              .formatted(series.size()));
    }
    var points = series.isEmpty() ? List.<Double>of() : samples(server, series.get(0));
    return points.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> vector(Server server, JsonNode result) throws CallFailedException {
    if (!result.isArray()) {
      throw wrong(server);
    }
    var values = new ArrayList<Double>();
    for (var series : result) {
      refuseHistogram(server, series.has("histogram"));
      values.add(number(server, series.path("value")));
    }
    return values;
  }

  private static List<Double> samples(Server server, JsonNode series) throws CallFailedException {
    refuseHistogram(server, series.has("histograms"));
    if (!series.path("values").isArray()) {
      throw wrong(server);
    }
    var points = new ArrayList<Double>();
    for (var sample : series.path("values")) {
      points.add(number(server, sample));
    }
    return points;
  }

  /** A time and a text; anything else, such as null, is not zero but wrong. */
  private static double number(Server server, JsonNode sample) throws CallFailedException {
    var text = sample.path(1);
    if (sample.size() != 2 || !text.isTextual()) {
      throw wrong(server);
    }
    return switch (text.textValue()) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> parsed(server, text.textValue());
    };
  }

  private static double parsed(Server server, String text) throws CallFailedException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(server);
    }
  }

  private static void refuseHistogram(Server server, boolean histogram) throws CallFailedException {
    if (histogram) {
      throw failed(server, "the query gives a histogram; take histogram_quantile of it");
    }
  }

  /** A text that repeats a credential is not told. */
  private static String error(Server server, JsonNode json) {
    var kind = Texts.line(json.path("errorType").asText(), MOST_BYTES);
    var text = Texts.line(json.path("error").asText(), MOST_BYTES);
    var secret =
        server.headers().values().stream()
            .flatMap(value -> Arrays.stream(value.split(" ")))
            .anyMatch(part -> part.length() >= LEAST_SECRET && (text + kind).contains(part));
    if (secret) {
      return "it reports an error";
    }
    return ABOUT_THE_QUERY.contains(kind)
        ? "it reports an error (%s: %s)".formatted(kind, text)
        : "it reports an error (%s)".formatted(kind);
  }

  private static CallFailedException wrong(Server server) {
    return failed(server, "the answer is not one of a Prometheus; see that the address is right");
  }

  private static CallFailedException failed(Server server, String clause) {
    return new CallFailedException(server + ": " + clause + ".");
  }
}
