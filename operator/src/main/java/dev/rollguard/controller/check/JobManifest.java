package dev.rollguard.controller.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Placeholders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Job of one sample, from the template in the check. Pure. */
final class JobManifest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LABEL_LENGTH = 63;
  private static final int RUN_LENGTH = 30;
  private static final int CHECK_LENGTH = 15;

  /** How long a Job that no owner takes along is kept to be looked at. */
  private static final long KEPT_SECONDS = 3600;

  private JobManifest() {}

  /** The spec of the Job, with everything that we add and the arguments filled in. */
  static ObjectNode spec(@Nullable Object template, Duration timeout, Map<String, String> args)
      throws InvalidCheckException {
    var spec = template(template).at("/spec").deepCopy();
    if (!(spec instanceof ObjectNode job)
        || !(spec.at("/template/spec") instanceof ObjectNode pod)) {
      throw new InvalidCheckException(
          "job.template has no spec.template.spec; write it as jobTemplate of a CronJob.");
    }
    if (!job.has("backoffLimit")) {
      job.put("backoffLimit", 0);
    }
    if (job.path("activeDeadlineSeconds").asLong(Long.MAX_VALUE) > timeout.toSeconds()) {
      job.put("activeDeadlineSeconds", timeout.toSeconds());
    }
    if (!pod.has("restartPolicy")) {
      pod.put("restartPolicy", "Never");
    }
    for (String containers : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(containers)) {
        fill(container, args);
      }
    }
    return job;
  }

  private static JsonNode template(@Nullable Object template) {
    return template == null ? JSON.createObjectNode() : JSON.valueToTree(template);
  }

  private static void fill(JsonNode container, Map<String, String> args)
      throws InvalidCheckException {
    fillAll(container.path("command"), args);
    fillAll(container.path("args"), args);
    for (JsonNode variable : container.path("env")) {
      if (variable instanceof ObjectNode entry && entry.path("value") instanceof TextNode value) {
        entry.put("value", Placeholders.fill(value.asText(), args));
      }
    }
  }

  private static void fillAll(JsonNode texts, Map<String, String> args)
      throws InvalidCheckException {
    if (texts instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        array.set(i, TextNode.valueOf(Placeholders.fill(array.get(i).asText(), args)));
      }
    }
  }

  /**
   * The whole Job.
   *
   * @param template as it stands in the check, for its labels and annotations
   */
  static ObjectNode job(
      @Nullable Object template, ObjectNode spec, Probe.Shot shot, String namespace) {
    var run = shot.run();
    var job = JSON.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    var metadata = job.putObject("metadata");
    metadata.put("name", name(shot)).put("namespace", namespace);
    var labels = metadata.putObject("labels");
    labels.setAll(texts(template, "/metadata/labels"));
    labels.put(Labels.CHECK_RUN, label(run.getMetadata().getName()));
    var annotations = metadata.putObject("annotations");
    annotations.setAll(texts(template, "/metadata/annotations"));
    annotations.put(Labels.CHECK_RUN_UID, run.getMetadata().getUid());
    var own = spec.deepCopy();
    own.remove("ttlSecondsAfterFinished"); // its logs are read first, then it goes with the run
    if (namespace.equals(shot.namespace())) {
      metadata.putArray("ownerReferences").add(owner(run));
    } else {
      own.put("ttlSecondsAfterFinished", KEPT_SECONDS);
    }
    job.set("spec", own);
    return job;
  }

  private static ObjectNode texts(@Nullable Object template, String pointer) {
    return template(template).at(pointer) instanceof ObjectNode found
        ? found
        : JSON.createObjectNode();
  }

  private static ObjectNode owner(CheckRun run) {
    return JSON.createObjectNode()
        .put("apiVersion", run.getApiVersion())
        .put("kind", run.getKind())
        .put("name", run.getMetadata().getName())
        .put("uid", run.getMetadata().getUid())
        .put("controller", true);
  }

  /** The same for the same sample, so that a Job that a crash left behind is found again. */
  static String name(Probe.Shot shot) {
    var metadata = shot.run().getMetadata();
    var id = metadata.getUid() + "/" + shot.check() + "/" + shot.index();
    var key = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    return String.join(
        "-",
        cut(metadata.getName().replace('.', '-'), RUN_LENGTH),
        cut(shot.check(), CHECK_LENGTH),
        key.substring(0, 8));
  }

  private static String label(String name) {
    return cut(name, LABEL_LENGTH).replaceAll("[^A-Za-z0-9]+$", "");
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
