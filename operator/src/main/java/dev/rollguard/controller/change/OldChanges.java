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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final String NOT_ACTIVE =
      "{\"metadata\":{\"labels\":{\"" + Labels.ACTIVE + "\":null}}}";

  /** As members of a JSON object: nobody wants it taken back any more. */
  private static final String WITHOUT_WISHES =
      Stream.of(Labels.CANCEL, Labels.CANCELLED_BY, Labels.REVERT, Labels.REVERTED_BY)
          .map("\"%s\":null"::formatted)
          .collect(Collectors.joining(","));

  private final KubernetesClient client;
  private final ActiveChanges active;
  private final Soak soak;

  OldChanges(KubernetesClient client, ActiveChanges active, Soak soak) {
    this.client = client;
    this.active = active;
    this.soak = soak;
  }

  /** Takes a finished Change out of the active ones, unless others still wait because of it. */
  void retireWhenSoaked(Change change) {
    if (soak.until(change).isEmpty()) {
      retire(change);
    }
  }

  /** When a finished Change of the Deployment is to be taken out. */
  Optional<Instant> nextRetirement(Workload workload) {
    return active.of(workload).stream()
        .filter(Observer::finished)
        .flatMap(c -> soak.until(c).stream())
        .min(Instant::compareTo);
  }

  /** Takes a finished Change out of the active ones. */
  private void retire(Change change) {
    try {
      Optional.ofNullable(client.resource(change).patch(MERGE, NOT_ACTIVE))
          .ifPresent(active::wrote);
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Takes off the wish that its rollout be reverted, or that it never begin. */
  void forgetRevert(Change change) {
    var without = "{\"metadata\":{\"annotations\":{%s}}}".formatted(WITHOUT_WISHES);
    Optional.ofNullable(client.resource(change).patch(MERGE, without)).ifPresent(active::wrote);
  }

  /**
   * Puts a finished Change back among the active ones: the same is asked for once more. That it was
   * taken back then says nothing about now.
   */
  Change revive(Change change) {
    var again =
        "{\"metadata\":{\"labels\":{\"%s\":\"true\"},\"annotations\":{%s}}}"
            .formatted(Labels.ACTIVE, WITHOUT_WISHES);
    return client.resource(change).patch(MERGE, again);
  }

  /** Takes out what finished and is still among the active ones. It must not stop a release. */
  void tidy(Workload workload) {
    active.of(workload).stream()
        .filter(Observer::finished)
        .forEach(c -> openly(c, this::retireWhenSoaked));
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
