package dev.rollguard.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One call.
 *
 * @param headers may hold secrets; a redirect to another origin does not get them
 * @param timeout of everything together: waiting for a free place, name, connection, TLS, redirects
 *     and the last byte of the answer
 * @param caPem the certificates to trust instead of the usual ones
 * @param followsRedirects else an answer that redirects is the answer
 */
public record Call(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<String> body,
    Duration timeout,
    Optional<String> caPem,
    boolean followsRedirects) {

  public Call {
    headers = Map.copyOf(headers);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return method + " " + Origin.of(uri);
  }
}
