package dev.rollguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CelTest {
  @Test
  void whatCouldEndALiteralIsEscaped() {
    assertThat(Cel.string("a\"b\\c'd")).isEqualTo("\"a\\\"b\\\\c'd\"");
    assertThat(Cel.string("a\nb\r\t\0\u007f\u2028")).doesNotContainPattern("[\\p{Cntrl}\u2028]");
    assertThat(Cel.string("\n")).isEqualTo("\"\\U0000000a\"");
  }

  @Test
  void textInAnyScriptStaysReadable() {
    assertThat(Cel.string("연말 동결 🚀 ñ")).isEqualTo("\"연말 동결 🚀 ñ\"");
  }

  @Test
  void halfASurrogatePairBecomesAReplacementCharacter() {
    assertThat(Cel.string("\ud83d")).isEqualTo("\"\\ufffd\"");
  }
}
