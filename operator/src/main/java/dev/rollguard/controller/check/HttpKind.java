package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.HttpCheck;
import dev.rollguard.api.v1alpha1.HttpHeader;
import dev.rollguard.api.v1alpha1.Redirects;
import dev.rollguard.api.v1alpha1.SecretRef;
import dev.rollguard.core.check.AnswerFact;
import dev.rollguard.core.check.AnswerRule;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import dev.rollguard.core.check.Placeholders;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.provider.Answer;
import dev.rollguard.provider.Call;
import dev.rollguard.provider.CallFailedException;
import dev.rollguard.provider.Transport;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that ask an HTTP server. */
final class HttpKind implements Blueprint.Kind {
  /** The scheme and the host of a URL have a placeholder in them. */
  private static final Pattern HOST_BY_ARGUMENT = Pattern.compile("([^/]*//)?[^/?#]*\\$\\{.*");

  private static final int LEAST_GOOD = 200;
  private static final int MOST_GOOD = 299;

  private final Transport transport;
  private final SecretValues secrets;

  HttpKind(Transport transport, SecretValues secrets) {
    this.transport = transport;
    this.secrets = secrets;
  }

  @Override
  public Binding compile(Check check, Pace pace) throws InvalidCheckException {
    var http = Objects.requireNonNull(check.getHttp());
    var sendsSecret = http.getHeaders().stream().anyMatch(h -> h.getSecretRef() != null);
    if (sendsSecret && HOST_BY_ARGUMENT.matcher(http.getUrl()).matches()) {
      throw new InvalidCheckException(
          "an argument would decide which host gets the value of a Secret; write the host into url.");
    }
    var rule = http.getPass() == null ? null : AnswerRule.compile(http.getPass());
    return given -> {
      var request = new Request(http, given.args(), pace.timeout());
      return shot -> take(http, request, rule);
    };
  }

  /** The parts of a call that come from arguments. */
  private static final class Request {
    final URI uri;
    final Optional<String> body;
    final Map<String, String> headers = new HashMap<>();
    final Duration timeout;

    Request(HttpCheck http, Map<String, String> args, Duration timeout)
        throws InvalidCheckException {
      uri = uri(Placeholders.fill(http.getUrl(), args));
      body =
          http.getBody() == null
              ? Optional.empty()
              : Optional.of(Placeholders.fill(http.getBody(), args));
      for (HttpHeader header : http.getHeaders()) {
        if (header.getValue() != null) {
          headers.put(header.getName(), Placeholders.fill(header.getValue(), args));
        }
      }
      this.timeout = timeout;
    }
  }

  private static URI uri(String text) throws InvalidCheckException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidCheckException(
          "url is not one with its arguments filled in; mend it or the arguments.");
    }
  }

  private Finding take(HttpCheck http, Request request, @Nullable AnswerRule rule)
      throws InterruptedException {
    try {
      var answer = transport.send(call(http, request));
      return good(http, answer.status()) ? judge(answer, rule) : unexpected(http, answer);
    } catch (CallFailedException | UnreadableSecretException e) {
      return new Finding(Outcome.NoData, String.valueOf(e.getMessage()));
    }
  }

  private Call call(HttpCheck http, Request request) throws UnreadableSecretException {
    var headers = new HashMap<>(request.headers);
    for (HttpHeader header : http.getHeaders()) {
      if (header.getSecretRef() != null) {
        headers.put(header.getName(), value(header.getSecretRef()));
      }
    }
    var ca = http.getCaSecretRef();
    return new Call(
        Objects.requireNonNullElse(http.getMethod(), Defaults.HTTP_METHOD).name(),
        request.uri,
        headers,
        request.body,
        request.timeout,
        ca == null ? Optional.empty() : Optional.of(value(ca)),
        http.getRedirects() == Redirects.Follow);
  }

  private String value(SecretRef ref) throws UnreadableSecretException {
    return secrets.value(ref.getName(), ref.getKey());
  }

  private static boolean good(HttpCheck http, int status) {
    return http.getExpectedStatus().isEmpty()
        ? status >= LEAST_GOOD && status <= MOST_GOOD
        : http.getExpectedStatus().contains(status);
  }

  private static Finding judge(Answer answer, @Nullable AnswerRule rule) {
    var millis = answer.took().toMillis();
    return rule == null
        ? new Finding(Outcome.Pass, "status %d in %d ms".formatted(answer.status(), millis))
        : rule.judge(new AnswerFact(answer.status(), answer.body(), answer.json(), millis));
  }

  private static Finding unexpected(HttpCheck http, Answer answer) {
    var expected =
        http.getExpectedStatus().isEmpty()
            ? "200 to 299"
            : http.getExpectedStatus().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    return new Finding(
        Outcome.Fail,
        "status %d in %d ms; expected is %s."
            .formatted(answer.status(), answer.took().toMillis(), expected));
  }
}
