package dev.rollguard.controller.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.core.gate.BreakGlassFact;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an override stands, and what it says of itself. Carol opened it at 02:00; 15m to confirm. */
class BreakGlassStatusesTest {
  private static final Instant OPENED = Instant.parse("2026-05-21T02:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2h  |      | 5m  | Unconfirmed | In force: every change of datacenter dc1 passes; it lapses 02:15 UTC unless somebody other than carol confirms it; nothing passed under it.
          2h  |      | 15m | Lapsed      | Lapsed 02:15 UTC, because nobody other than carol confirmed it; nothing passed under it.
          2h  | bob  | 15m | Active      | In force until 04:00 UTC, confirmed by bob: every change of datacenter dc1 passes; nothing passed under it.
          2h  | bob  | 2h  | Expired     | Over since 04:00 UTC; nothing passed under it.
          14m |      | 5m  | Unconfirmed | In force: every change of datacenter dc1 passes; it ends 02:14 UTC, and nobody other than carol has confirmed it; nothing passed under it.
          14m |      | 14m | Lapsed      | Over since 02:14 UTC, and nobody other than carol confirmed it; nothing passed under it.
          14m | bob  | 14m | Expired     | Over since 02:14 UTC; nothing passed under it.
          """)
  void itSaysHowItStandsAndWhatWillBecomeOfIt(
      String lasts, String confirmedBy, String after, String state, String summary) {
    var fact =
        new BreakGlassFact(
            "lb-night",
            "dc1",
            "",
            "payments fail",
            "carol",
            Optional.ofNullable(confirmedBy),
            OPENED,
            OPENED.plus(duration(lasts)),
            OPENED.plus(duration("15m")));
    var glass = new BreakGlass();
    glass.setMetadata(new ObjectMetaBuilder().withName("lb-night").build());

    var status =
        BreakGlassStatuses.of(
            new BreakGlassStatuses.View(
                glass, fact, Optional.empty(), OPENED.plus(duration(after))));

    assertThat(status.getState()).hasToString(state);
    assertThat(status.getSummary()).isEqualTo(summary);
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
