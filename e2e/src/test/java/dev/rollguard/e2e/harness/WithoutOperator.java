package dev.rollguard.e2e.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@link Scenario}s that bring an operator of their own: the cluster's is killed before the first
 * and started again after the last. Skipped on a cluster whose processes are not ours to kill.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Scenario
@Isolated
@Tag("disruptive")
@ExtendWith(WithoutOperator.Swap.class)
public @interface WithoutOperator {
  /** Kills the cluster's operator, and starts it again. */
  final class Swap implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      var cluster = OnCluster.cluster(context);
      assumeTrue(cluster.ours());
      cluster.killOperator();
    }

    @Override
    public void afterAll(ExtensionContext context) {
      var cluster = OnCluster.cluster(context);
      if (cluster.ours()) {
        cluster.startOperator();
      }
    }
  }
}
