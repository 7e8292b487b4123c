package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the comparison promises: few false alarms, and what is worse is found. */
class JudgeReferenceTest {
  /** After a change: {@code mvn -pl operator test -Dtest=JudgeReferenceTest -Dregenerate}. */
  private static final Path REFERENCE = Path.of("../docs/reference/judge.md");

  private static final double MOST_FALSE_ALARMS = 3;
  private static final double LEAST_FOUND = 95;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OVERLAPPING")
  void aCanaryThatIsAsGoodAsItsBaselineRarelyFails(Shape shape) {
    for (Direction direction : Direction.values()) {
      for (int points : new int[] {8, 30, 60}) {
        assertThat(JudgeReference.failures(shape, direction, points, 1))
            .as("%s, %s, %d points", shape, direction, points)
            .isLessThanOrEqualTo(MOST_FALSE_ALARMS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STEADY, Either, 30",
    "USUAL, Either, 30",
    "USUAL, Increase, 30",
    "RESTLESS, Either, 60",
    "ERRORS, Either, 30",
    "RARE_ERRORS, Either, 30",
    "NO_ERRORS, Either, 30",
    "CONSTANT, Either, 30"
  })
  void aCanaryThatIsWorseIsFound(Shape shape, Direction direction, int points) {
    assertThat(JudgeReference.failures(shape, direction, points, shape.worse))
        .isGreaterThanOrEqualTo(LEAST_FOUND);
  }

  @ParameterizedTest
  @EnumSource(names = {"STEADY", "USUAL", "ERRORS", "NO_ERRORS", "CONSTANT"})
  void aCanaryThatIsWorseIsNoMatterWhereOnlyLessIs(Shape shape) {
    assertThat(JudgeReference.failures(shape, Direction.Decrease, 30, shape.worse)).isZero();
  }

  @Test
  void theReferenceIsWhatTheSimulationGives() throws IOException {
    String page = JudgeReference.write();

    if (System.getProperty("regenerate") != null) {
      Files.writeString(REFERENCE, page);
    }
    assertThat(REFERENCE).hasContent(page);
  }
}
