package dev.rollguard.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of objects from what people typed. */
class NamesTest {
  private static final Instant NOW = Instant.parse("2026-05-21T08:24:00Z");
  private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  @Test
  void anOrdinaryValueIsTakenAsItIs() {
    assertThat(Names.of("freeze-", "dc1")).isEqualTo("freeze-dc1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DC1",
        "dc_1",
        "dc.1",
        "a-very-long-name-of-a-datacenter-that-is-exactly-as-long-as-labels",
        "데이터센터"
      })
  void aChangedValueGetsAKeyAndFits(String value) {
    assertThat(Names.of("freeze-", value)).matches(NAME + "-[0-9a-f]{6}").hasSizeLessThan(64);
  }

  @Test
  void twoValuesNeverGiveOneName() {
    assertThat(Names.of("freeze-", "dc_1")).isNotEqualTo(Names.of("freeze-", "dc.1"));
    var sixty = "x".repeat(60);
    assertThat(Names.of("freeze-", sixty + "a")).isNotEqualTo(Names.of("freeze-", sixty + "b"));
  }

  @Test
  void aSentenceBecomesWholeWordsOfAtMost63Characters() {
    assertThat(Names.ofSentence("Load balancer drops connections!", NOW))
        .isEqualTo("load-balancer-drops-connections");
    assertThat(
            Names.ofSentence(
                "The internal load balancer drops connections after its update of this night", NOW))
        .isEqualTo("the-internal-load-balancer-drops-connections-after-its-update");
    assertThat(Names.ofSentence("x".repeat(80), NOW)).isEqualTo("x".repeat(63));
  }

  @Test
  void aSentenceWithoutLatinWordsIsNamedAfterTheTime() {
    assertThat(Names.ofSentence("로드 밸런서 장애", NOW)).isEqualTo("fault-20260521-082400");
  }

  @Test
  void aNameThatIsTakenGetsTheTime() {
    assertThat(Names.again("lb-error", NOW)).isEqualTo("lb-error-20260521-082400");
    assertThat(Names.again("x".repeat(63), NOW)).hasSize(63).endsWith("-20260521-082400");
  }

  @Test
  void aPrefixLeavesRoomForWhatTheApiServerAppends() {
    assertThat(Names.prefix("chat-api")).isEqualTo("chat-api-");
    assertThat(Names.prefix("x".repeat(240))).hasSize(58).endsWith("-");
    assertThat(Names.prefix("데이터")).isEqualTo("x-");
  }
}
