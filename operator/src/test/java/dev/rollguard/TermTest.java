package dev.rollguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.config.Config;
import dev.rollguard.controller.window.WindowReconciler;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermTest {
  private static final String NOBODY = "http://127.0.0.1:9";

  private static WindowReconciler.Enforcement unasked(ChangeWindow window) {
    throw new AssertionError(window);
  }

  /** A process outlives its terms: what one leaves running it keeps for good. */
  @Test
  void nothingOfATermGoesOnAfterItsEnd() {
    var config =
        Config.from(
            Map.of(
                "ROLLGUARD_NAMESPACE", "rollguard",
                "ROLLGUARD_SERVICE_ACCOUNT", "rollguard",
                "ROLLGUARD_POD_NAME", "rollguard-0"));
    var connection = new ConfigBuilder().withMasterUrl(NOBODY).build();
    try (var client = new KubernetesClientBuilder().withConfig(connection).build()) {
      var wiring = new Wiring(config, listeners -> client, InstantSource.system());
      var term = new Term(wiring, TermTest::unasked, () -> {});
      var executors = term.operator.getConfigurationService().getExecutorServiceManager();
      var scheduler = executors.scheduledExecutorService();
      var caching = executors.cachingExecutorService();

      term.close();

      assertThat(scheduler.isShutdown()).isTrue();
      assertThat(caching.isShutdown()).isTrue();
    }
  }
}
