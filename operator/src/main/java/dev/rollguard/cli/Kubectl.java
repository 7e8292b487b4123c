package dev.rollguard.cli;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads by kubectl, whose plugin this is: so it has exactly kubectl's kubeconfig, logins and
 * proxies, and never sees a credential. A process of kubectl has answered before Java could shake
 * hands (ADR 17).
 *
 * @param program where it is
 * @param options those of the command line that say which cluster, and as whom
 */
record Kubectl(Path program, List<String> options) implements Access {
  /** Longer than any list takes; kubectl itself waits for ever. */
  private static final String PATIENCE = "--request-timeout=15s";

  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int INTERNAL_ERROR = 500;
  private static final Pattern REFUSAL =
      Pattern.compile("Error from server \\((\\w+)\\): (.*)", Pattern.DOTALL);

  /** The reasons of the API server that mean something to whoever asked; others are errors. */
  private static final Map<String, Integer> CODES =
      Map.of(
          "BadRequest", 400,
          "Unauthorized", 401,
          "Forbidden", 403,
          "NotFound", NOT_FOUND,
          "TooManyRequests", 429,
          "ServiceUnavailable", 503,
          "Timeout", 504);

  /**
   * It passes an answer on and ends: to collect garbage on the way costs a sixth of its time. What
   * takes long after all, such as a login, still does not grow.
   */
  private static final Map<String, String> FRUGAL = Map.of("GOGC", "off", "GOMEMLIMIT", "128MiB");

  private static final String NO_CONTEXT = "current-context must exist";
  private static final String ERROR = "error: ";
  private static final String LOGGED_OUT = ERROR + "You must be logged in";

  /** The one of the search path, if there is any. */
  static Optional<Path> find(Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public Optional<byte[]> get(String path) {
    var said = run("get", "--raw", path);
    if (said.code() == 0) {
      return Optional.of(said.out());
    }
    var refusal = REFUSAL.matcher(said.err());
    if (!refusal.find()) {
      throw notAsked(said.err());
    }
    int code = CODES.getOrDefault(refusal.group(1), INTERNAL_ERROR);
    if (code == NOT_FOUND) {
      return Optional.empty();
    }
    throw refused(code, refusal.group(2));
  }

  /** The namespace of the kubeconfig's context; empty when it names none. */
  Optional<String> namespace() {
    var said = run("config", "view", "--minify", "--output", "jsonpath={..namespace}");
    if (said.err().contains(NO_CONTEXT)) {
      return Optional.empty(); // as in a pod, where kubectl needs no kubeconfig
    }
    if (said.code() != 0) {
      throw new FailedException(
          "kubectl cannot read the kubeconfig: %s".formatted(Complaints.sentence(said.err())));
    }
    return Optional.of(new String(said.out(), StandardCharsets.UTF_8).strip())
        .filter(name -> !name.isEmpty());
  }

  private static RuntimeException notAsked(String complaint) {
    if (complaint.startsWith(LOGGED_OUT)) {
      return refused(UNAUTHORIZED, complaint);
    }
    return complaint.startsWith(ERROR)
        ? new FailedException(
            "kubectl cannot ask: %s"
                .formatted(Complaints.sentence(complaint.substring(ERROR.length()))))
        : new KubernetesClientException(complaint, new IOException(complaint));
  }

  private static KubernetesClientException refused(int code, String message) {
    var status = new Status();
    status.setMessage(message);
    return new KubernetesClientException(message, code, status);
  }

  private record Said(int code, byte[] out, String err) {}

  private Said run(String... arguments) {
    var words = new ArrayList<>(List.of(program.toString(), PATIENCE));
    words.addAll(options);
    words.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.INHERIT);
      FRUGAL.forEach(builder.environment()::putIfAbsent);
      var process = builder.start();
      var complaint = Reader.inThread(() -> all(process.getErrorStream()));
      var answer = all(process.getInputStream());
      return new Said(
          process.waitFor(), answer, new String(complaint.join(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new FailedException("%s cannot be run: %s.".formatted(program, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("It was interrupted.");
    }
  }

  private static byte[] all(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
