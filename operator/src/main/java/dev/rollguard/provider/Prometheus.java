package dev.rollguard.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a Prometheus for numbers. NaN and infinity stay what they are: no data, never zero. */
public final class Prometheus {
  private static final int MOST_BYTES = 4 << 20;

  private final Transport transport;

  public Prometheus(Transport transport) {
    this.transport = transport;
  }

  /** The values at a moment, one for each series; empty when there is none. */
  public List<Double> instant(Server server, String query, Instant at, Duration timeout)
      throws CallFailedException, InterruptedException {
    var form = form(query, timeout);
    form.put("time", at.toString());
    return PrometheusAnswer.values(server, data(server, "query", form, timeout));
  }

  /** The points of one series over time; empty when there is none. */
  public double[] range(Server server, String query, Span span, Duration timeout)
      throws CallFailedException, InterruptedException {
    var form = form(query, timeout);
    form.put("start", span.from().toString());
    form.put("end", span.to().toString());
    form.put("step", span.step().toMillis() + "ms");
    return PrometheusAnswer.points(server, data(server, "query_range", form, timeout));
  }

  private JsonNode data(Server server, String endpoint, Map<String, String> form, Duration timeout)
      throws CallFailedException, InterruptedException {
    var headers = new HashMap<>(server.headers());
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    var call =
        new Call(
            "POST",
            address(server, endpoint),
            headers,
            Optional.of(encoded(form)),
            timeout,
            server.caPem(),
            false);
    return PrometheusAnswer.data(server, transport.send(call, MOST_BYTES));
  }

  private static URI address(Server server, String endpoint) {
    var base = server.address();
    var path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    return base.resolve(path + "/api/v1/" + endpoint);
  }

  /** The server gives up with us, instead of working on for nobody. */
  private static Map<String, String> form(String query, Duration timeout) {
    var form = new LinkedHashMap<String, String>();
    form.put("query", query);
    form.put("timeout", timeout.toMillis() + "ms");
    return form;
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
