package dev.rollguard.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;

/**
 * What may be called. A template must not reach into the operator's own pod or ask a cloud's
 * metadata service, by no name: every address that a name stands for is looked at. The client
 * resolves the name again, from the JVM's cache.
 */
final class Targets {
  private final boolean allowLoopback;

  Targets(boolean allowLoopback) {
    this.allowLoopback = allowLoopback;
  }

  void check(URI uri) throws CallFailedException, IOException {
    var origin = Origin.of(uri);
    if (!origin.scheme().equals("http") && !origin.scheme().equals("https")
        || origin.host().isEmpty()) {
      throw new CallFailedException(
          "The address is not one of http or https with a host; write one such as http://prometheus.monitoring:9090.");
    }
    if (uri.getRawUserInfo() != null) {
      throw new CallFailedException(
          origin + ": credentials do not belong into the address; take them from a Secret.");
    }
    if (Arrays.stream(InetAddress.getAllByName(origin.host())).anyMatch(this::forbidden)) {
      throw new CallFailedException(
          origin + ": loopback, link-local and multicast addresses are not called; use a Service.");
    }
  }

  private boolean forbidden(InetAddress address) {
    return address.isLoopbackAddress() && !allowLoopback
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }
}
