package dev.rollguard.controller.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import java.util.List;

/**
 * The Deployment that runs a few pods with a requested template beside the held one. Pure.
 *
 * <p>Its pods carry all labels of the requested ones, so that Services send them traffic, and
 * {@code rollguard.dev/track: canary}. The held Deployment's selector matches them too; its
 * controller knows its ReplicaSets by their owner and leaves these alone, but autoscalers and
 * disruption budgets count them.
 */
final class Clone {
  static final String CANARY = "canary";
  private static final String SUFFIX = "-canary";
  private static final int LABEL_LENGTH = 63;
  private static final int NAME_LENGTH = 253;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What concerns the rollout of all pods, not of a few. */
  private static final List<String> NOT_COPIED = List.of("paused", "replicas", "selector");

  private Clone() {}

  /** The name of a Deployment's clone. */
  static String name(String deployment) {
    var room = NAME_LENGTH - SUFFIX.length();
    return (deployment.length() <= room ? deployment : deployment.substring(0, room)) + SUFFIX;
  }

  /**
   * @param deployment as the API server has it, with the requested template
   * @param change which owns the clone, so that it never outlives it
   */
  static ObjectNode of(JsonNode deployment, Change change, int replicas) {
    var name = deployment.at("/metadata/name").asText();
    var clone = JSON.createObjectNode().put("apiVersion", "apps/v1").put("kind", "Deployment");
    clone.set("metadata", metadata(deployment, name, change));
    ObjectNode spec = deployment.get("spec").deepCopy();
    spec.remove(NOT_COPIED);
    spec.put("replicas", replicas);
    var selector = (ObjectNode) deployment.at("/spec/selector").deepCopy();
    selector.withObject("/matchLabels").put(Labels.TRACK, CANARY);
    spec.set("selector", selector);
    spec.withObject("/template")
        .withObject("/metadata")
        .withObject("/labels")
        .put(Labels.TRACK, CANARY);
    clone.set("spec", spec);
    return clone;
  }

  private static ObjectNode metadata(JsonNode deployment, String name, Change change) {
    var metadata = JSON.createObjectNode();
    metadata
        .put("name", name(name))
        .put("namespace", deployment.at("/metadata/namespace").asText());
    var labels = metadata.putObject("labels");
    if (deployment.at("/metadata/labels").path(Labels.DATACENTER).isTextual()) {
      labels.put(
          Labels.DATACENTER, deployment.at("/metadata/labels").path(Labels.DATACENTER).asText());
    }
    labels.put(Labels.CANARY_OF, label(name));
    metadata
        .putObject("annotations")
        .put(Labels.CANARY_OF, name)
        .put(Labels.CHANGE, change.getMetadata().getName());
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", change.getApiVersion())
        .put("kind", change.getKind())
        .put("name", change.getMetadata().getName())
        .put("uid", change.getMetadata().getUid());
    return metadata;
  }

  private static String label(String name) {
    var cut = name.length() <= LABEL_LENGTH ? name : name.substring(0, LABEL_LENGTH);
    return cut.replaceAll("[^A-Za-z0-9]+$", "");
  }
}
