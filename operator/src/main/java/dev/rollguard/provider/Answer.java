package dev.rollguard.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param took from the call to the last byte
 */
public record Answer(int status, String body, Duration took) {
  /** The body as maps, lists, numbers, texts and truth values; empty when it is not JSON. */
  public Optional<Object> json() {
    return Json.plain(body);
  }

  /** Without the body, which may be secret. */
  @Override
  public String toString() {
    return "status " + status;
  }
}
