package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckStatus;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.Pace;
import dev.rollguard.core.check.Sample;
import dev.rollguard.core.gate.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How far the checks of a run are, and what is next. */
class CourseTest {
  private static final Instant START = Instant.parse("2026-05-21T09:00:00Z");
  private static final List<Blueprint> TWO =
      Stream.of("errors", "latency")
          .map(name ->
              new Blueprint(
                  name,
                  new Pace(
                      Duration.ofSeconds(30),
                      Duration.ofSeconds(10),
                      2,
                      Duration.ofSeconds(5),
                      0,
                      0,
                      false),
                  given -> shot -> new Finding(Outcome.Pass, "")))
          .toList();

  private static Sample sample(int second, Outcome outcome) {
    return new Sample(START.plusSeconds(second), outcome, "value 7");
  }

  private static Course of(List<CheckStatus> before, Map<String, Sample> landed) {
    return Course.of(START, TWO, before, landed);
  }

  @Test
  void atFirstEveryCheckWaitsForItsDelay() {
    var course = of(List.of(), Map.of());

    assertThat(course.next())
        .containsExactly(
            new Course.Wanted("errors", 0, START.plusSeconds(30)),
            new Course.Wanted("latency", 0, START.plusSeconds(30)));
    assertThat(course.checks())
        .extracting(CheckStatus::getName)
        .containsExactly("errors", "latency");
    assertThat(course.verdict()).isEmpty();
  }

  @Test
  void aSampleIsCountedAndTheNextOneFollows() {
    var course = of(List.of(), Map.of("errors", sample(30, Outcome.Pass)));

    assertThat(course.checks().getFirst().getPassed()).isEqualTo(1);
    assertThat(course.checks().getFirst().getSamples()).containsExactly("Pass 09:00:30Z value 7");
    assertThat(course.next())
        .containsExactly(
            new Course.Wanted("errors", 1, START.plusSeconds(40)),
            new Course.Wanted("latency", 0, START.plusSeconds(30)));
  }

  /** The answer to the write that recorded it was lost. */
  @Test
  void aSampleThatIsOnRecordIsNotCountedAgain() {
    var landed = Map.of("errors", sample(30, Outcome.Pass));
    var recorded = of(List.of(), landed);

    var course = of(recorded.checks(), landed);

    assertThat(course.checks().getFirst().getPassed()).isEqualTo(1);
    assertThat(course.checks().getFirst().getSamples()).hasSize(1);
  }

  @Test
  void whatWasThereBeforeIsNotTouched() {
    var before = of(List.of(), Map.of()).checks();

    of(before, Map.of("errors", sample(30, Outcome.Fail)));

    assertThat(before.getFirst().getFailed()).isZero();
    assertThat(before.getFirst().getVerdict()).isNull();
  }

  @Test
  void theRunHasItsVerdictWhenEveryCheckHas() {
    var first =
        of(
            List.of(),
            Map.of("errors", sample(30, Outcome.Pass), "latency", sample(30, Outcome.NoData)));
    assertThat(first.verdict()).as("errors goes on").isEmpty();
    assertThat(first.checks().getLast().getVerdict()).isEqualTo(CheckVerdict.NoData);

    var second = of(first.checks(), Map.of("errors", sample(40, Outcome.Pass)));

    assertThat(second.verdict().orElseThrow().outcome()).isEqualTo(Outcome.NoData);
    assertThat(second.verdict().orElseThrow().message()).startsWith("latency: 1 of 1 sample");
    assertThat(second.next()).isEmpty();
  }

  /** Nothing that the others could say would make it better. */
  @Test
  void oneCheckThatFailsIsEnough() {
    var course = of(List.of(), Map.of("latency", sample(30, Outcome.Fail)));

    assertThat(course.verdict().orElseThrow().outcome()).isEqualTo(Outcome.Fail);
    assertThat(course.verdict().orElseThrow().message())
        .isEqualTo("latency: 1 of 1 sample failed; none may. The last one: Fail 09:00:30Z value 7");
  }

  @Test
  void aCheckThatTheTemplateHasNoMoreIsDropped() {
    var gone = new CheckStatus();
    gone.setName("gone");

    assertThat(of(List.of(gone), Map.of()).checks())
        .extracting(CheckStatus::getName)
        .containsExactly("errors", "latency");
  }
}
