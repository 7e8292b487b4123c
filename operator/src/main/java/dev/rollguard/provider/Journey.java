package dev.rollguard.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/** One call on its way, over its redirects to the last byte. */
final class Journey {
  private static final int MEBI = 1 << 20;

  private final Call call;
  private final int mostBytes;
  private volatile Stage stage;

  /**
   * How far it is.
   *
   * @param waits whether for a free seat
   */
  record Stage(Origin origin, boolean waits) {}

  /** What it needs. */
  record Means(Targets targets, Bulkhead bulkhead, Clients clients) {}

  /** Either it arrived or it goes on. */
  private record Step(int status, String body, Optional<Hop> next) {}

  Journey(Call call, int mostBytes) {
    this.call = call;
    this.mostBytes = mostBytes;
    stage = new Stage(Origin.of(call.uri()), true);
  }

  Stage stage() {
    return stage;
  }

  Answer run(Means means)
      throws CallFailedException, IOException, GeneralSecurityException, InterruptedException {
    var start = System.nanoTime();
    var step = step(Hop.first(call), means);
    while (step.next().isPresent()) {
      step = step(step.next().get(), means);
    }
    return new Answer(step.status(), step.body(), Duration.ofNanos(System.nanoTime() - start));
  }

  private Step step(Hop hop, Means means)
      throws CallFailedException, IOException, GeneralSecurityException, InterruptedException {
    var origin = Origin.of(hop.uri());
    stage = new Stage(origin, true);
    try (var _ = means.bulkhead().enter(origin)) {
      stage = new Stage(origin, false);
      means.targets().check(hop.uri());
      var client = means.clients().trusting(call.caPem());
      var response = client.send(hop.request(), BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        var next =
            call.followsRedirects()
                ? hop.next(response.statusCode(), response.headers().firstValue("Location"))
                : Optional.<Hop>empty();
        return new Step(response.statusCode(), next.isPresent() ? "" : text(origin, body), next);
      }
    }
  }

  private String text(Origin origin, InputStream body) throws CallFailedException, IOException {
    var bytes = body.readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      throw new CallFailedException(
          "%s: the answer is larger than %d MiB; ask for less."
              .formatted(origin, mostBytes / MEBI));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
