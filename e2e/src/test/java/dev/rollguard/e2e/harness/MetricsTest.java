package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the scenarios rely on: a real Prometheus sees what is reported, as real ones do. */
class MetricsTest {
  private static final String LABELS = "namespace=\"dc1\",hash=\"abc\"";
  private static final String RATIO =
      """
      sum(rate(http_requests_total{code="500"}[4s])) / sum(rate(http_requests_total[4s]))\
      """;

  private static Metrics metrics;
  private static volatile Behaviour behaviour = Behaviour.good();

  @BeforeAll
  static void start() {
    metrics = Metrics.start(Cluster.prometheus(), HostAddress.ofThisMachine());
    var pod = new Series(LABELS, 42);
    metrics.scrape(text -> {
      pod.advance(behaviour);
      if (behaviour.reports()) {
        pod.report(text, behaviour);
      }
    });
  }

  @AfterAll
  static void end() {
    metrics.close();
  }

  @Test
  void errorsThatAPodReportsAreSeenWithItsLabels() {
    behaviour = Behaviour.bad();

    eventually(() ->
        assertThat(metrics.values(RATIO))
            .singleElement()
            .satisfies(r -> assertThat(r).isBetween(0.15, 0.25)));
    assertThat(metrics.values("http_requests_total{code=\"500\",%s}".formatted(LABELS))).hasSize(1);
  }

  @Test
  void aPodThatNobodyAsksReportsNoRatioAndNoLatency() {
    behaviour = Behaviour.silent();

    eventually(() -> assertThat(metrics.values(RATIO)).containsExactly(Double.NaN));
    eventually(() ->
        assertThat(metrics.values("http_request_duration_seconds")).containsExactly(Double.NaN));
  }

  @Test
  void aPodThatReportsNothingHasNoSeriesAnyMore() {
    behaviour = Behaviour.absent();

    eventually(() -> assertThat(metrics.values("http_requests_total")).isEmpty());
  }

  @Test
  void aPodWithoutErrorsHasARatioOfZeroAndNotNone() {
    behaviour = Behaviour.flawless();

    eventually(() -> assertThat(metrics.values(RATIO)).containsExactly(0.0));
  }
}
