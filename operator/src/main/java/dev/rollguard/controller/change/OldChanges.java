package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.ActiveChanges;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes finished Changes out of the active ones, and removes the oldest. */
final class OldChanges {
  private static final Logger LOG = LoggerFactory.getLogger(OldChanges.class);
  private static final int NOT_FOUND = 404;
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();
  private static final String LABEL = "{\"metadata\":{\"labels\":{\"" + Labels.ACTIVE + "\":%s}}}";

  private final KubernetesClient client;
  private final ActiveChanges active;

  OldChanges(KubernetesClient client, ActiveChanges active) {
    this.client = client;
    this.active = active;
  }

  /** Takes a finished Change out of the active ones. */
  void retire(Change change) {
    try {
      Optional.ofNullable(client.resource(change).patch(MERGE, LABEL.formatted("null")))
          .ifPresent(active::wrote);
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Puts a finished Change back among the active ones: the same is asked for once more. */
  Change revive(Change change) {
    return client.resource(change).patch(MERGE, LABEL.formatted("\"" + Labels.TRUE + "\""));
  }

  /** Takes out what finished and is still among the active ones. It must not stop a release. */
  void tidy(Workload workload) {
    active.of(workload).stream().filter(Observer::finished).forEach(c -> openly(c, this::retire));
  }

  /** Deletes the oldest finished Changes beyond those to be kept. */
  void prune(List<Change> history, int kept) {
    history.stream()
        .filter(Observer::finished)
        .sorted((a, b) -> created(b).compareTo(created(a)))
        .skip(kept)
        .forEach(old -> openly(old, c -> client.resource(c).delete()));
  }

  private static String created(Change change) {
    return change.getMetadata().getCreationTimestamp();
  }

  private static void openly(Change change, Consumer<Change> write) {
    try {
      write.accept(change);
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue(Keys.OBJECT, "Change/" + change.getMetadata().getName())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("A finished Change was not tidied up.");
    }
  }
}
