package dev.rollguard.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void aShortLineStaysAsItIs() {
    assertThat(Texts.line("배포가 멈췄습니다.", 100)).isEqualTo("배포가 멈췄습니다.");
  }

  @Test
  void aTextThatFitsExactlyIsNotCut() {
    assertThat(Texts.line("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Texts.line("가나", 6)).isEqualTo("가나");
    assertThat(Texts.line("", 6)).isEmpty();
  }

  @Test
  void aLongTextIsCutWithAnEllipsisInsideTheBound() {
    assertThat(Texts.line("abcdefg", 6)).isEqualTo("abc…");
  }

  @Test
  void koreanIsCutBetweenSyllables() {
    assertThat(Texts.line("가나다라", 9)).isEqualTo("가나…");
    assertThat(Texts.line("가나다라", 11)).isEqualTo("가나…");
  }

  @Test
  void anEmojiIsNeverCutInHalf() {
    assertThat(Texts.line("ab🚀🚀", 9)).isEqualTo("ab🚀…");
    assertThat(Texts.line("ab🚀🚀", 8)).isEqualTo("ab…");
  }

  @Test
  void everyLineBreakAndControlCharacterBecomesOneSpace() {
    assertThat(Texts.line("a\r\nb\tc\u0000d\u2028e\u2029f\u0085g\u001bh", 100))
        .isEqualTo("a b c d e f g h");
  }

  @Test
  void theResultIsNeverLongerThanTheBoundAndAlwaysAPrefix() {
    var text = "A가🚀é\n".repeat(50);
    for (int bound = 3; bound < 400; bound++) {
      var line = Texts.line(text, bound);

      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(bound);
      assertThat(line).endsWith("…");
      assertThat(text.replace('\n', ' ')).startsWith(line.substring(0, line.length() - 1));
      assertThat(line.getBytes(StandardCharsets.UTF_8).length)
          .as("no more is cut than needed")
          .isGreaterThan(bound - 4);
    }
  }

  @Test
  void aFullStopIsDroppedOnce() {
    assertThat(Texts.withoutFullStop("Done.")).isEqualTo("Done");
    assertThat(Texts.withoutFullStop("Done")).isEqualTo("Done");
    assertThat(Texts.withoutFullStop("")).isEmpty();
  }
}
