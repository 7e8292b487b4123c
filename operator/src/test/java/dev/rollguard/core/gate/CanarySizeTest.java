package dev.rollguard.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanarySizeTest {

  @ParameterizedTest
  @CsvSource({"1,10,1", "3,10,3", "10%,10,1", "10%,11,2", "1%,1,1", "100%,7,7", "10%,0,1", "2,0,2"})
  void aShareIsRoundedUpAndAtLeastOne(String size, int replicas, int pods) {
    assertThat(CanarySize.parse(size).of(replicas)).isEqualTo(pods);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "101%", "-1", "1.5", "%", "10 %", "ten"})
  void whatIsNoSizeIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> CanarySize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gates.canary.replicas is \"%s\"; it must be a number from 1 to 100 or a share from 1%% to 100%%.",
            text);
  }
}
