package dev.rollguard.e2e.harness;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an {@link Endpoint} answers.
 *
 * @param after how long it takes
 */
public record Reply(int status, Map<String, String> headers, byte[] body, Duration after) {
  private static final int MEGABYTE = 1_000_000;

  public static Reply status(int status) {
    return text(status, "text/plain", "");
  }

  public static Reply json(String json) {
    return text(200, "application/json", json);
  }

  public static Reply html(String html) {
    return text(200, "text/html", html);
  }

  public static Reply movedTo(String url) {
    return new Reply(302, Map.of("Location", url), new byte[0], Duration.ZERO);
  }

  /** JSON without an end in sight: one string of that size. */
  public static Reply megabytes(int size) {
    return json("\"" + "x".repeat(size * MEGABYTE) + "\"");
  }

  /** What Prometheus answers to an instant query that finds series of these values. */
  public static Reply series(String... values) {
    var series =
        Stream.of(values)
            .map(v -> "{\"metric\": {}, \"value\": [1700000000, \"%s\"]}".formatted(v))
            .collect(Collectors.joining(","));
    return json(
        """
        {"status": "success", "data": {"resultType": "vector", "result": [%s]}}\
        """
            .formatted(series));
  }

  /** The same answer, that much later. */
  public Reply after(Duration time) {
    return new Reply(status, headers, body, time);
  }

  private static Reply text(int status, String type, String text) {
    var headers = Map.of("Content-Type", type);
    return new Reply(status, headers, text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
  }
}
