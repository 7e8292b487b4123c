package dev.rollguard.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls with what a test is not about. */
final class Calls {
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(300);

  private Calls() {}

  static Call get(URI uri) {
    return get(uri, LONG);
  }

  static Call get(URI uri, Duration timeout) {
    return new Call("GET", uri, Map.of(), Optional.empty(), timeout, Optional.empty(), false);
  }

  static Call following(URI uri, Map<String, String> headers) {
    return new Call("GET", uri, headers, Optional.empty(), LONG, Optional.empty(), true);
  }

  static Call trusting(URI uri, Optional<String> caPem) {
    return new Call("GET", uri, Map.of(), Optional.empty(), LONG, caPem, false);
  }
}
