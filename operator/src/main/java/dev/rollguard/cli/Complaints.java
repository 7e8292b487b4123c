package dev.rollguard.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One sentence for everything that can go wrong between a command and the API server. */
final class Complaints {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private static final Pattern MISSING_RIGHT =
      Pattern.compile(
          "User \"([^\"]*)\" cannot (\\S+) resource \"([^\"]+)\" in API group \"([^\"]*)\"(.*)",
          Pattern.DOTALL);
  private static final Pattern REFUSED_BY_POLICY =
      Pattern.compile(".*denied request: (.*)", Pattern.DOTALL);
  private static final Pattern NO_SUCH_OBJECT = Pattern.compile(".*\\S+ \"([^\"]+)\" not found.*");

  private Complaints() {}

  static String of(Throwable problem) {
    return switch (problem) {
      case FailedException f -> String.valueOf(f.getMessage());
      case KubernetesClientException e -> ofServer(e);
      default -> sentence("This went wrong: " + detail(problem));
    };
  }

  private static String ofServer(KubernetesClientException e) {
    return switch (Math.max(e.getCode(), 0)) {
      case 0 -> unreachable(e);
      case UNAUTHORIZED -> "The API server does not know who you are (401); log in again.";
      case FORBIDDEN -> forbidden(said(e));
      case NOT_FOUND -> notFound(said(e));
      default ->
          "The API server refused this with %d: %s".formatted(e.getCode(), sentence(said(e)));
    };
  }

  private static String unreachable(KubernetesClientException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return "The API server cannot be reached: %s".formatted(sentence(detail(cause)));
      }
    }
    return "The API server gave no answer: %s".formatted(sentence(detail(e)));
  }

  private static String forbidden(String said) {
    var right = MISSING_RIGHT.matcher(said);
    if (right.find()) {
      return "%s may not %s %s%s; ask for that right."
          .formatted(right.group(1), right.group(2), resource(right), where(right.group(5)));
    }
    var policy = REFUSED_BY_POLICY.matcher(said);
    return sentence(policy.matches() ? policy.group(1) : said);
  }

  private static String resource(Matcher right) {
    return right.group(4).isEmpty() ? right.group(3) : right.group(3) + "." + right.group(4);
  }

  private static String where(String rest) {
    var namespace = Pattern.compile("in the namespace \"([^\"]+)\"").matcher(rest);
    return namespace.find() ? " in namespace " + namespace.group(1) : "";
  }

  private static String notFound(String said) {
    return NO_SUCH_OBJECT.matcher(said).matches()
        ? sentence(said)
        : "Rollguard is not installed in this cluster: its kinds are unknown there; install the chart first.";
  }

  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(s -> s.getMessage())
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }

  private static String detail(@Nullable Throwable problem) {
    if (problem == null) {
      return "unknown";
    }
    var message = problem.getMessage();
    return message == null || message.isBlank()
        ? problem.getClass().getSimpleName()
        : message.strip();
  }

  static String sentence(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    return line.matches(".*[.!?]") ? line : line + ".";
  }
}
