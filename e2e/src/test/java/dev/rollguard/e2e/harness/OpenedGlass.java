package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.BreakGlassStatus;

/** A BreakGlass in the cluster. */
public final class OpenedGlass {
  private final Cluster cluster;
  private final String name;

  OpenedGlass(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** As messages call it. */
  public String title() {
    return "BreakGlass/" + name;
  }

  public BreakGlass get() {
    return cluster.admin().resources(BreakGlass.class).withName(name).require();
  }

  public boolean isThere() {
    return cluster.admin().resources(BreakGlass.class).withName(name).get() != null;
  }

  public BreakGlassStatus status() {
    return get().getStatus();
  }

  /** Waits until its record says so. */
  public BreakGlassStatus await(BreakGlassState state) {
    eventually(() -> assertThat(status().getState()).as(status().getSummary()).isEqualTo(state));
    return status();
  }
}
