package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.Comparison;
import dev.rollguard.api.v1alpha1.JobCheck;
import dev.rollguard.api.v1alpha1.NoDataPolicy;
import dev.rollguard.api.v1alpha1.PrometheusCheck;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When checks take their samples. */
class PacesTest {
  private final Check check = new Check();

  @Test
  void aQueryTakesFiveSamplesHalfAMinuteApart() throws InvalidCheckException {
    check.setPrometheus(new PrometheusCheck());

    assertThat(Paces.of(check))
        .isEqualTo(
            new Pace(
                Duration.ZERO, Duration.ofSeconds(30), 5, Duration.ofSeconds(10), 0, 0, false));
  }

  @Test
  void aJobRunsOnceAndHasMoreTime() throws InvalidCheckException {
    check.setJob(new JobCheck());

    var pace = Paces.of(check);

    assertThat(pace.count()).isEqualTo(1);
    assertThat(pace.timeout()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void whatIsSaidCounts() throws InvalidCheckException {
    check.setJob(new JobCheck());
    check.setInitialDelay("1m");
    check.setInterval("2m");
    check.setCount(3);
    check.setTimeout("20s");
    check.setFailureLimit(1);
    check.setInconclusiveLimit(2);
    check.setNoData(NoDataPolicy.Fail);

    assertThat(Paces.of(check))
        .isEqualTo(
            new Pace(
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                3,
                Duration.ofSeconds(20),
                1,
                2,
                true));
  }

  /** With the fewest points that can be judged when nothing is said. */
  @Test
  void aComparisonIsJudgedOnceWhenAllOfItHasHappened() throws InvalidCheckException {
    var prometheus = new PrometheusCheck();
    prometheus.setCompare(new Comparison());
    check.setPrometheus(prometheus);
    check.setInitialDelay("1m");

    assertThat(Paces.of(check).count()).isEqualTo(1);
    assertThat(Paces.of(check).initialDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(Paces.observed(check)).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void whatIsNoDurationIsNamed() {
    check.setJob(new JobCheck());
    check.setInterval("soon");

    assertThatThrownBy(() -> Paces.of(check))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageStartingWith("interval: \"soon\" is not a duration");
  }
}
