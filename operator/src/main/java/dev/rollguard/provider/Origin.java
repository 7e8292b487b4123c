package dev.rollguard.provider;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a call goes. Messages name this and not the whole address, whose path or query may be
 * secret.
 *
 * @param port the default one of its scheme where none is written
 */
record Origin(String scheme, String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  static Origin of(URI uri) {
    var scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    var host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
    var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? HTTPS : HTTP;
    return new Origin(scheme, host, port);
  }

  @Override
  public String toString() {
    return "%s://%s:%d".formatted(scheme, host, port);
  }
}
