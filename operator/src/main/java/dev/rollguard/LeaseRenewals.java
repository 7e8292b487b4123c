package dev.rollguard;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * When the lease was last renewed, seen from the requests themselves. An elector that hangs in a
 * request believes for as long that it leads; by then the lease may have run out, and the other
 * replica lead.
 */
public final class LeaseRenewals implements Interceptor {
  private final InstantSource clock;
  private volatile Instant sent = Instant.MIN;
  private volatile Instant renewed = Instant.MIN;

  public LeaseRenewals(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (renews(request)) {
      sent = clock.instant();
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (renews(request) && response.isSuccessful()) {
      renewed = sent;
    }
  }

  private static boolean renews(HttpRequest request) {
    return !request.method().equals("GET") && request.uri().getPath().contains("/leases");
  }

  /** Whether a lease of that duration, taken or renewed by the last such request, still stands. */
  boolean standing(Duration lease) {
    return renewed != Instant.MIN && clock.instant().isBefore(renewed.plus(lease));
  }
}
