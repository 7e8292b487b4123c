package dev.rollguard.controller.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Texts;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Jobs and the logs of their pods in the API server, as trees: their classes would cost memory. */
final class Jobs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES = 20;
  private static final int LINE_BYTES = 200;
  private static final int LOG_BYTES = 800;
  private static final int ASKED_BYTES = 65_536;
  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("batch")
          .withVersion("v1")
          .withKind("Job")
          .withPlural("jobs")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;

  Jobs(KubernetesClient client) {
    this.client = client;
  }

  private Resource<GenericKubernetesResource> at(String namespace, String name) {
    return client.genericKubernetesResources(KIND).inNamespace(namespace).withName(name);
  }

  JsonNode create(ObjectNode job) {
    var namespace = job.at("/metadata/namespace").asText();
    var resource = JSON.convertValue(job, GenericKubernetesResource.class);
    return JSON.valueToTree(
        client.genericKubernetesResources(KIND).inNamespace(namespace).resource(resource).create());
  }

  /** Missing when it is gone. */
  JsonNode get(String namespace, String name) {
    var found = at(namespace, name).get();
    return found == null ? MissingNode.getInstance() : JSON.valueToTree(found);
  }

  /** Its pods go with it. */
  void delete(String namespace, String name) {
    at(namespace, name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
  }

  /** Whether the Job was made for this run; names may collide. The policy knows it by the label. */
  static boolean isOf(JsonNode job, Probe.Shot shot) {
    var uid = job.at("/metadata/annotations").path(Labels.CHECK_RUN_UID).asText();
    return job.at("/metadata/labels").has(Labels.CHECK_RUN)
        && uid.equals(shot.run().getMetadata().getUid());
  }

  /** A condition of the Job that is true. */
  static Optional<JsonNode> condition(JsonNode job, String type) {
    return StreamSupport.stream(job.at("/status/conditions").spliterator(), false)
        .filter(c -> type.equals(c.path("type").asText()))
        .filter(c -> "True".equals(c.path("status").asText()))
        .findFirst();
  }

  /** The end of what its newest pod wrote, in one line; empty when there is none. */
  String log(JsonNode job) {
    var namespace = job.at("/metadata/namespace").asText();
    var pods = "/api/v1/namespaces/" + namespace + "/pods";
    var selector = "?labelSelector=batch.kubernetes.io%2Fjob-name%3D";
    var list = tree(client.raw(pods + selector + job.at("/metadata/name").asText()));
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .map(pod -> pod.path("metadata"))
        .max(Comparator.comparing(metadata -> metadata.path("creationTimestamp").asText()))
        .map(metadata -> client.raw(pods + "/" + metadata.path("name").asText() + "/log" + of(job)))
        .map(Jobs::end)
        .orElse("");
  }

  private static String of(JsonNode job) {
    var container = job.at("/spec/template/spec/containers/0/name").asText();
    return "?tailLines=%d&limitBytes=%d&container=%s".formatted(LINES, ASKED_BYTES, container);
  }

  private static JsonNode tree(String text) {
    try {
      return text == null ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The API server answered no JSON", e);
    }
  }

  /** As many of the last lines as there is room for; the last one tells most. */
  private static String end(String log) {
    var lines = log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    var kept = new ArrayDeque<String>();
    var room = LOG_BYTES;
    for (String line : lines.subList(Math.max(0, lines.size() - LINES), lines.size()).reversed()) {
      var cut = Texts.line(line, LINE_BYTES);
      room -= cut.length() + 3;
      if (room < 0) {
        break;
      }
      kept.addFirst(cut);
    }
    return String.join(" | ", List.copyOf(kept));
  }
}
