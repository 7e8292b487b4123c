package dev.rollguard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void everyRunSeesOtherNumbers() {
    var seen = new HashSet<Long>();

    Seeds.forEach(100, random -> seen.add(random.nextLong()));

    assertThat(seen).hasSize(100);
  }

  @Test
  void aFailureNamesTheSeedThatRepeatsIt() {
    assertThatThrownBy(
            () -> Seeds.forEach(100, random -> assertThat(random.nextInt(10)).isNotEqualTo(7)))
        .isInstanceOf(AssertionError.class)
        .satisfies(failure -> {
          var seed = Pattern.compile("-Drollguard.seed=(\\d+)").matcher(failure.getMessage());
          assertThat(seed.find()).isTrue();
          assertThat(new Random(Long.parseLong(seed.group(1))).nextInt(10)).isEqualTo(7);
        });
  }
}
