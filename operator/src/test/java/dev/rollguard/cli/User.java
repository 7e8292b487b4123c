package dev.rollguard.cli;

import dev.rollguard.faults.FaultyApiServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody who types commands: with a kubeconfig for this API server, at a time that stands. */
final class User {
  static final Instant NOW = Instant.parse("2026-05-21T00:00:00Z");

  private final String url;
  private final Map<String, String> environment = new HashMap<>();
  private boolean terminal;

  private User(String url) {
    this.url = url;
  }

  static User of(FaultyApiServer api) {
    return new User(api.client().getMasterUrl().toString());
  }

  static User of(String url) {
    return new User(url);
  }

  User onTerminal() {
    terminal = true;
    return this;
  }

  User with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs {@code kubectl rollguard} with these arguments. */
  Ran runs(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var shell =
        new Shell(
            () -> NOW,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            terminal,
            "test");
    var all = Stream.concat(Stream.of(arguments), kubeconfig()).toArray(String[]::new);
    var exit = Rollguard.run(shell, all);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Stream<String> kubeconfig() {
    try {
      var file = Files.createTempFile("kubeconfig", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          current-context: here
          clusters: [{name: here, cluster: {server: "%s"}}]
          users: [{name: alice, user: {token: secret}}]
          contexts: [{name: here, context: {cluster: here, user: alice, namespace: chat}}]
          """
              .formatted(url));
      return List.of("--kubeconfig", file.toString()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
