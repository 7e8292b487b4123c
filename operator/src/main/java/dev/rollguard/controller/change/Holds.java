package dev.rollguard.controller.change;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.change.PodTemplate;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writes that hold, release and stop rollouts. Each is one patch that the API server refuses
 * when the Deployment is not the one that was decided about (its resourceVersion). None touches
 * {@code strategy}; only a rollback touches the template.
 */
final class Holds {
  static final String UNKNOWN_REQUESTER = "unknown";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OUR_ANNOTATIONS =
      List.of(Labels.REQUESTED_BY, Labels.REQUESTED_AT, Labels.UNGUARDED);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;

  private final KubernetesClient client;
  private final String operatorUser;
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  Holds(KubernetesClient client, String operatorUser) {
    this.client = client;
    this.operatorUser = operatorUser;
  }

  /** Lets the rollout start. Empty when the Deployment is no longer what was decided about. */
  Optional<Workload> release(Workload workload) {
    var patch = withoutHold(workload);
    patch.putObject("spec").putNull("paused");
    return merge(workload, patch);
  }

  /** Gives a held Deployment back to its owner, still paused. */
  Optional<Workload> handOver(Workload workload) {
    return merge(workload, withoutHold(workload));
  }

  /** Pauses a rollout in motion and marks it as held. */
  Optional<Workload> pause(Workload workload, String requestedBy, String requestedTime) {
    var patch = pausing(workload, requestedBy, requestedTime);
    return merge(workload, patch);
  }

  /** Pauses a rollout that had started without being held. */
  Optional<Workload> pauseUnguarded(Workload workload, String startedTime) {
    var patch = pausing(workload, UNKNOWN_REQUESTER, startedTime);
    ((ObjectNode) patch.at("/metadata/annotations")).put(Labels.UNGUARDED, Labels.TRUE);
    return merge(workload, patch);
  }

  /** Puts back the template of a revision that ran healthy, in our own name. */
  Optional<Workload> rollBack(Workload workload, PodTemplate healthy, String now) {
    return send(workload, PatchType.JSON, inOurName(workload, healthy, now).toString());
  }

  /** The same for a rollout that was stopped halfway: its hold ends, too. */
  Optional<Workload> rollBackHeld(Workload workload, PodTemplate running, String now) {
    var patch = inOurName(workload, running, now);
    add(patch, "remove", "/spec/paused");
    add(patch, "remove", "/metadata/labels/" + escaped(Labels.HELD));
    if (workload.getMetadata().getAnnotations().containsKey(Labels.UNGUARDED)) {
      add(patch, "remove", "/metadata/annotations/" + escaped(Labels.UNGUARDED));
    }
    return send(workload, PatchType.JSON, patch.toString());
  }

  private ArrayNode inOurName(Workload workload, PodTemplate template, String now) {
    var patch = templatePatch(workload, template);
    add(patch, "add", "/metadata/annotations/" + escaped(Labels.REQUESTED_BY))
        .put("value", operatorUser);
    add(patch, "add", "/metadata/annotations/" + escaped(Labels.REQUESTED_AT)).put("value", now);
    return patch;
  }

  private static ArrayNode templatePatch(Workload workload, PodTemplate template) {
    var patch = JSON.createArrayNode();
    add(patch, "test", "/metadata/resourceVersion")
        .put("value", workload.getMetadata().getResourceVersion());
    add(patch, "replace", "/spec/template").set("value", template.tree());
    return patch;
  }

  /**
   * Puts back the template that runs and ends the hold: nothing rolls out.
   *
   * @param keepPaused whether its owner paused it
   */
  Optional<Workload> revert(Workload workload, PodTemplate running, boolean keepPaused) {
    var patch = templatePatch(workload, running);
    if (!keepPaused) {
      add(patch, "remove", "/spec/paused");
    }
    add(patch, "remove", "/metadata/labels/" + escaped(Labels.HELD));
    OUR_ANNOTATIONS.stream()
        .filter(workload.getMetadata().getAnnotations()::containsKey)
        .forEach(key -> add(patch, "remove", "/metadata/annotations/" + escaped(key)));
    return send(workload, PatchType.JSON, patch.toString());
  }

  private static ObjectNode add(ArrayNode patch, String operation, String path) {
    return patch.addObject().put("op", operation).put("path", path);
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static ObjectNode withoutHold(Workload workload) {
    var patch = guarded(workload);
    var metadata = (ObjectNode) patch.get("metadata");
    metadata.putObject("labels").putNull(Labels.HELD);
    var annotations = metadata.putObject("annotations");
    OUR_ANNOTATIONS.forEach(annotations::putNull);
    return patch;
  }

  private static ObjectNode pausing(Workload workload, String requestedBy, String requestedTime) {
    var patch = guarded(workload);
    patch.putObject("spec").put("paused", true);
    var metadata = (ObjectNode) patch.get("metadata");
    metadata.putObject("labels").put(Labels.HELD, Labels.TRUE);
    metadata
        .putObject("annotations")
        .put(Labels.REQUESTED_BY, requestedBy)
        .put(Labels.REQUESTED_AT, requestedTime);
    return patch;
  }

  private static ObjectNode guarded(Workload workload) {
    var patch = JSON.createObjectNode();
    patch
        .putObject("metadata")
        .put("uid", workload.getMetadata().getUid())
        .put("resourceVersion", workload.getMetadata().getResourceVersion());
    return patch;
  }

  /** Whether the cached copy is older than what we wrote; the watch will bring the newer one. */
  boolean behind(Workload cached) {
    var uid = cached.getMetadata().getUid();
    written.computeIfPresent(uid, (k, ours) -> version(cached) >= ours ? null : ours);
    return written.containsKey(uid);
  }

  private static long version(Workload workload) {
    return Long.parseLong(workload.getMetadata().getResourceVersion());
  }

  private Optional<Workload> merge(Workload workload, ObjectNode patch) {
    return send(workload, PatchType.JSON_MERGE, patch.toString());
  }

  private Optional<Workload> send(Workload workload, PatchType type, String patch) {
    var context =
        new PatchContext.Builder()
            .withPatchType(type)
            .withFieldManager(Clients.FIELD_MANAGER)
            .build();
    try {
      var stored = Optional.ofNullable(client.resource(workload).patch(context, patch));
      stored.ifPresent(w -> written.put(w.getMetadata().getUid(), version(w)));
      return stored;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND || testFailed(type, e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A JSON patch whose test fails is answered with 422, as RFC 6902 leaves open. */
  private static boolean testFailed(PatchType type, KubernetesClientException e) {
    return type == PatchType.JSON && e.getCode() == INVALID;
  }
}
