package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.004, 0.004",
    "1e-5, 0.00001",
    "1e-12, 1.0E-12",
    "1234567.9, 1234570",
    "100, 100",
    "0.1, 0.1",
    "-2.5, -2.5",
    "1e20, 1.0E20",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void aNumberHasSixDigits(double value, String shown) {
    assertThat(Numbers.of(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.125, +12.5 %",
    "-0.2, -20 %",
    "0.33333, +33.3 %",
    "Infinity, from zero up",
    "-Infinity, from zero down"
  })
  void aChangeHasItsSign(double share, String shown) {
    assertThat(Numbers.percent(share)).isEqualTo(shown);
  }
}
