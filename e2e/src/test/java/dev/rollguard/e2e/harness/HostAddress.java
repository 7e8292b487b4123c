package dev.rollguard.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The address under which the operator reaches what a test serves; it refuses loopback ones. */
public final class HostAddress {
  /** How the ends of the cables to real nodes are called. */
  private static final String CABLE = "rollguard";

  private HostAddress() {}

  /** Of a cluster with a real node the host's end of the cable, which leads to its pods. */
  public static String of(Path state) {
    var settings = state.resolve("settings");
    return read(settings.resolve("node")).equals("yes")
        ? "10.243.%s.1".formatted(read(settings.resolve("slot")))
        : ofThisMachine();
  }

  static String ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(i -> !i.getName().startsWith(CABLE))
          .flatMap(NetworkInterface::inetAddresses)
          .filter(HostAddress::isReachable)
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElseThrow(() ->
              new IllegalStateException(
                  "This machine has loopback addresses only, and the operator refuses those: "
                      + "connect it to a network."));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReachable(InetAddress address) {
    return address instanceof Inet4Address
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
