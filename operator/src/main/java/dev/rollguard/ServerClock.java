package dev.rollguard;

import dev.rollguard.log.Keys;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API server's clock, told by the {@code Date} header of its answers (RFC 9110, 6.6.1). Its
 * stamps say when a fault was resolved and when a rollout was asked for; measured with another
 * clock, a quiet period would end early or late. Small differences are left alone, since the header
 * has whole seconds.
 */
public final class ServerClock implements InstantSource, Interceptor {
  static final Duration TOLERATED = Duration.ofSeconds(2);

  /** An answer that comes late makes the server look behind: the best of the recent ones counts. */
  static final Duration RECENT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final InstantSource own;
  private Duration best = Duration.ZERO;
  private Instant bestSince = Instant.MIN;
  private volatile Duration offset = Duration.ZERO;

  public ServerClock(InstantSource own) {
    this.own = own;
  }

  @Override
  public Instant instant() {
    return own.instant().plus(offset);
  }

  /** How far the API server's clock is ahead of this machine's; zero when that is little. */
  Duration offset() {
    return offset;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    var date = response.header("Date");
    if (date != null) {
      learn(date);
    }
  }

  private void learn(String date) {
    try {
      var sent = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var now = own.instant();
      learn(Duration.between(now, sent.plus(HALF_A_SECOND)), now);
    } catch (DateTimeException e) {
      LOG.atDebug().addKeyValue(Keys.ERROR, e.getMessage()).log("A Date header cannot be read.");
    }
  }

  private synchronized void learn(Duration ahead, Instant now) {
    var old = bestSince == Instant.MIN || now.isAfter(bestSince.plus(RECENT));
    if (!old && !now.isBefore(bestSince) && ahead.compareTo(best) < 0) {
      return;
    }
    best = ahead;
    bestSince = now;
    var counts = ahead.abs().compareTo(TOLERATED) > 0 ? ahead : Duration.ZERO;
    if (counts.isZero() != offset.isZero()) {
      LOG.atWarn()
          .addKeyValue(Keys.SECONDS, counts.toSeconds())
          .log(
              counts.isZero()
                  ? "This machine's clock agrees with the API server's again."
                  : "This machine's clock differs from the API server's, which counts; set it right.");
    }
    offset = counts;
  }
}
