package dev.rollguard.controller.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunStatus;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.CheckCaches;
import dev.rollguard.observe.Clients;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes runs: every write is remembered at once, so that the next look sees it. */
final class RunRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecords.class);

  /** Ended runs of one test that are kept for each Change and Fault. */
  private static final int KEPT = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final StatusWriter statuses;
  private final CheckCaches checks;

  RunRecords(KubernetesClient client, StatusWriter statuses, CheckCaches checks) {
    this.client = client;
    this.statuses = statuses;
    this.checks = checks;
  }

  /**
   * Writes a status that counts on from the one that the run carries.
   *
   * @return the run with it; empty when the run is not what it was any more
   */
  Optional<CheckRun> write(CheckRun run, CheckRunStatus status) {
    return current(run, () -> statuses.writeOver(run, status).orElse(run));
  }

  /** Lets a run that somebody created go with what it is about. */
  Optional<CheckRun> adopt(CheckRun run, OwnerReference owner) {
    var owners = new ArrayList<>(run.getMetadata().getOwnerReferences());
    owners.add(owner);
    return current(
        run, () -> patch(run, JSON.valueToTree(Map.of("ownerReferences", owners)).toString()));
  }

  static boolean isOwned(CheckRun run, OwnerReference owner) {
    return run.getMetadata().getOwnerReferences().stream()
        .anyMatch(o -> owner.getUid().equals(o.getUid()));
  }

  /** Takes a run out of the active ones: it is evidence for nothing any more. */
  void retire(CheckRun run) {
    current(run, () -> patch(run, "{\"labels\":{\"%s\":null}}".formatted(Labels.ACTIVE)));
  }

  private CheckRun patch(CheckRun run, String metadata) {
    var guarded =
        "{\"metadata\":{\"resourceVersion\":\"%s\",%s}"
            .formatted(run.getMetadata().getResourceVersion(), metadata.substring(1));
    return client.resource(run).patch(MERGE, guarded);
  }

  /** Whoever was faster, another look at the run as it is now decides. */
  private Optional<CheckRun> current(CheckRun run, Supplier<CheckRun> write) {
    try {
      var stored = write.get();
      checks.wrote(stored);
      return Optional.of(stored);
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT && e.getCode() != INVALID && e.getCode() != NOT_FOUND) {
        throw e;
      }
      var now = client.resource(run).get();
      if (now != null && version(now).equals(version(run))) {
        throw e; // it was refused for something else
      }
      if (now == null) {
        checks.gone(run);
      } else {
        checks.wrote(now);
      }
      return Optional.empty();
    }
  }

  private static String version(CheckRun run) {
    return run.getMetadata().getResourceVersion();
  }

  /** Deletes the oldest ended runs of the same test for the same Change or Fault. */
  void prune(CheckRun ended) {
    checks.siblings(ended).stream()
        .filter(r -> test(r).equals(test(ended)))
        .filter(r -> r.getStatus().getVerdict() != null)
        .sorted(newestFirst())
        .skip(KEPT)
        .forEach(this::delete);
  }

  /** One that fails again and again must not push out the evidence of another. */
  private static List<Object> test(CheckRun run) {
    var spec = run.getSpec();
    var args =
        spec.getArgs().stream().map(arg -> arg.getName() + "=" + arg.getValue()).sorted().toList();
    return List.of(
        spec.getTemplate(),
        String.valueOf(spec.getPurpose()),
        String.valueOf(spec.getType()),
        args);
  }

  private static Comparator<CheckRun> newestFirst() {
    return Comparator.comparing((CheckRun r) -> r.getMetadata().getCreationTimestamp())
        .thenComparing(r -> r.getMetadata().getName())
        .reversed();
  }

  private void delete(CheckRun old) {
    try {
      client.resource(old).delete();
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue(Keys.OBJECT, "CheckRun/" + old.getMetadata().getName())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("An old CheckRun was not deleted.");
    }
  }
}
