package dev.rollguard.provider;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A Prometheus.
 *
 * @param address may have a path, under which the API is
 * @param headers with every call, such as its credentials
 * @param caPem the certificates to trust instead of the usual ones
 */
public record Server(URI address, Map<String, String> headers, Optional<String> caPem) {
  public Server {
    headers = Map.copyOf(headers);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return Origin.of(address).toString();
  }
}
