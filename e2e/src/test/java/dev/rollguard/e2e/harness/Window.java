package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A ChangeWindow in the cluster. */
public final class Window {
  private static final int CONFLICT = 409;

  private final Cluster cluster;
  private final String name;

  private Window(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  static Window create(Cluster cluster, ChangeWindow draft) {
    cluster.admin().resource(draft).create();
    var window = new Window(cluster, draft.getMetadata().getName());
    window.awaitEnforced();
    return window;
  }

  public String name() {
    return name;
  }

  public ChangeWindow get() {
    return cluster.admin().resources(ChangeWindow.class).withName(name).require();
  }

  /** Changes the window; returns when the API server enforces what it says now. */
  public Window edit(Consumer<ChangeWindow> edit) {
    write(edit);
    awaitEnforced();
    return this;
  }

  /** Changes the window as it is now, also when its status was written meanwhile. */
  public void write(Consumer<ChangeWindow> edit) {
    while (!writes(edit)) {
      Thread.onSpinWait();
    }
  }

  private boolean writes(Consumer<ChangeWindow> edit) {
    try {
      cluster
          .admin()
          .resources(ChangeWindow.class)
          .withName(name)
          .edit(w -> {
            edit.accept(w);
            return w;
          });
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  public void delete() {
    cluster.admin().resources(ChangeWindow.class).withName(name).delete();
  }

  /** The status of a condition, or empty. */
  public Optional<Condition> condition(String type) {
    return get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  /** Waits until the API server does what the newest spec says. */
  public void awaitEnforced() {
    eventually(() ->
        assertThat(enforced()).as("ChangeWindow/%s is enforced: %s", name, conditions()).isTrue());
  }

  private boolean enforced() {
    var window = get();
    return condition(ConditionTypes.ENFORCED)
        .filter(c -> c.getStatus().equals("True"))
        .filter(c -> window.getMetadata().getGeneration().equals(c.getObservedGeneration()))
        .isPresent();
  }

  private List<String> conditions() {
    return get().getStatus().getConditions().stream()
        .map(c -> "%s=%s (%s)".formatted(c.getType(), c.getStatus(), c.getMessage()))
        .toList();
  }
}
