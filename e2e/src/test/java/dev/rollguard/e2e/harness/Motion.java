package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is in motion in a datacenter, as one watch of its Deployments tells it: revision by
 * revision, so nothing that overlaps is overlooked. A canary's clone moves in the name of its
 * Deployment.
 */
public final class Motion implements AutoCloseable {
  private static final String CANARY = " (canary)";

  private final Set<String> moving = new HashSet<>();
  private final List<String> started = new ArrayList<>();
  private final List<Set<String>> together = new ArrayList<>();
  private @Nullable Watch watch;

  private Motion() {}

  static Motion of(Cluster cluster, Datacenter datacenter) {
    var motion = new Motion();
    motion.watch =
        cluster
            .admin()
            .apps()
            .deployments()
            .inNamespace(datacenter.namespace())
            .watch(motion.new Eye());
    return motion;
  }

  /** The most that ever moved at one time. */
  public int most() {
    return most(name -> true);
  }

  /** The most of those that ever moved at one time. */
  public synchronized int most(Predicate<String> which) {
    return together.stream()
        .mapToInt(names -> (int) names.stream().filter(which).count())
        .max()
        .orElse(0);
  }

  /** Every start of a rollout, by the name of the Deployment, in the order in which they were. */
  public synchronized List<String> started() {
    return List.copyOf(started);
  }

  private synchronized void see(Watcher.Action action, Deployment deployment) {
    var canaryOf = label(deployment, Labels.CANARY_OF);
    var name = canaryOf.isEmpty() ? deployment.getMetadata().getName() : canaryOf + CANARY;
    if (action == Watcher.Action.DELETED || !moves(deployment, !canaryOf.isEmpty())) {
      moving.remove(name);
    } else if (moving.add(name)) {
      started.add(name);
      together.add(moving.stream().map(Motion::main).collect(Collectors.toSet()));
    }
  }

  private static String main(String name) {
    return name.replace(CANARY, "");
  }

  /** A clone is in motion as long as it is there. */
  private static boolean moves(Deployment deployment, boolean clone) {
    return clone || (!Expect.isPaused(deployment) && !isComplete(deployment));
  }

  private static boolean isComplete(Deployment deployment) {
    var status = deployment.getStatus();
    var wanted = deployment.getSpec().getReplicas();
    return Objects.equals(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
        && or0(status.getUpdatedReplicas()) == wanted
        && or0(status.getAvailableReplicas()) == wanted
        && or0(status.getReplicas()) == wanted;
  }

  private static int or0(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static String label(Deployment deployment, String key) {
    var labels = deployment.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(key, "");
  }

  private final class Eye implements Watcher<Deployment> {
    @Override
    public void eventReceived(Action action, Deployment deployment) {
      see(action, deployment);
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
