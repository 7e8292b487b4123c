package dev.rollguard.provider;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A server that says the same to everybody, whatever it is asked. */
final class Babbler implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket();
  private final String words;

  Babbler(String words) throws IOException {
    this.words = words;
    socket.bind(TestServer.anyPort());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var accepted = socket.accept()) {
        accepted.getInputStream().read(new byte[1000]);
        accepted.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
      } catch (SocketException e) {
        // Closed, by the test or by the client.
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
