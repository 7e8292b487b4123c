package dev.rollguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerClockTest {
  private static final Instant START = Instant.parse("2026-05-20T23:30:00.700Z");

  private Instant own = START;
  private final ServerClock clock = new ServerClock(() -> own);

  @Test
  void withoutAnAnswerItIsThisMachines() {
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void aSmallDifferenceIsLeftAlone() {
    answers(own.plusSeconds(1));
    assertThat(clock.instant()).isEqualTo(own);

    answers(own.minusSeconds(1));
    assertThat(clock.instant()).isEqualTo(own);
  }

  @Test
  void aClockThatIsAheadOrBehindIsSetByTheServers() {
    answers(own.minusSeconds(300));
    assertThat(Duration.between(own.minusSeconds(300), clock.instant()).abs())
        .isLessThan(Duration.ofSeconds(1));

    own = own.plusSeconds(60);
    answers(own.plusSeconds(7_200));
    assertThat(Duration.between(own.plusSeconds(7_200), clock.instant()).abs())
        .isLessThan(Duration.ofSeconds(1));
    assertThat(clock.offset()).isGreaterThan(Duration.ofSeconds(7_198));
  }

  @Test
  void anAnswerThatComesLateDoesNotTurnTheClockBack() {
    answers(own);
    own = own.plusSeconds(9);

    answers(own.minusSeconds(8));

    assertThat(clock.instant()).isEqualTo(own);
  }

  @Test
  void whatAnswersSayForLongIsBelieved() {
    answers(own);
    own = own.plus(ServerClock.RECENT).plusSeconds(1);

    answers(own.minusSeconds(8));

    assertThat(clock.instant()).isBefore(own.minusSeconds(6));
  }

  @Test
  void onceTheClockIsSetRightItCountsAgain() {
    answers(own.minusSeconds(300));
    own = own.minusSeconds(300);

    answers(own);

    assertThat(clock.instant()).isEqualTo(own);
  }

  @Test
  void aDateThatCannotBeReadChangesNothing() {
    for (var date : List.of("", "yesterday", "2026-05-20T23:30:00Z", "Wed, 20 May 2026")) {
      clock.after(null, answer(Map.of("Date", List.of(date))), null);
    }
    clock.after(null, answer(Map.of()), null);

    assertThat(clock.instant()).isEqualTo(own);
  }

  private void answers(Instant server) {
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(server.atOffset(ZoneOffset.UTC));
    clock.after(null, answer(Map.of("Date", List.of(date))), null);
  }

  private record Answer(Map<String, List<String>> headers) implements HttpResponse<String> {
    @Override
    public int code() {
      return 200;
    }

    @Override
    public String body() {
      return "";
    }

    @Override
    public HttpRequest request() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String key) {
      return headers.getOrDefault(key, List.of());
    }
  }

  private static Answer answer(Map<String, List<String>> headers) {
    return new Answer(headers);
  }
}
