package dev.rollguard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between the operator and the API server: a TCP proxy whose connections can be cut, or
 * go silent as when a load balancer forgets them: no packet comes through and nobody says so.
 */
final class Line implements AutoCloseable {
  private enum State {
    UP,
    DOWN
  }

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();
  private volatile State state = State.UP;

  /** One connection through it. Silent for good once it is. */
  private final class Pair {
    private final Socket near;
    private final Socket far;
    private volatile boolean silent;

    Pair(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void start() {
      Thread.startVirtualThread(() -> pump(near, far));
      Thread.startVirtualThread(() -> pump(far, near));
    }

    private void pump(Socket from, Socket to) {
      var bytes = new byte[16_384];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (!silent) {
            out.write(bytes, 0, read);
            out.flush();
          }
        }
      } catch (IOException ended) {
        // as connections do
      } finally {
        if (!silent) {
          cut();
        }
      }
    }

    void cut() {
      open.remove(this);
      quietly(near);
      quietly(far);
    }
  }

  Line(String host, int port) {
    server = new InetSocketAddress(host, port);
    try {
      listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  String url() {
    return "https://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var near = listener.accept();
        if (state == State.DOWN) {
          quietly(near);
        } else {
          connect(near);
        }
      } catch (IOException closed) {
        // the loop looks
      }
    }
  }

  private void connect(Socket near) throws IOException {
    var far = new Socket();
    far.connect(server);
    var pair = new Pair(near, far);
    open.add(pair);
    pair.start();
  }

  /** Every connection is reset, and no new one comes up. */
  void cut() {
    state = State.DOWN;
    Set.copyOf(open).forEach(Pair::cut);
  }

  void heal() {
    state = State.UP;
  }

  /** Every connection that is open goes silent for ever; new ones work. */
  void forgetConnections() {
    open.forEach(p -> p.silent = true);
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
