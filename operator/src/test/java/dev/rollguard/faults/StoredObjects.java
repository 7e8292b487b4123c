package dev.rollguard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Objects by their path, with as much of an API server's storage as the operator relies on. */
final class StoredObjects {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LIST = Pattern.compile("(/apis?/.*?)(/namespaces/[^/]+)?/([a-z]+)");
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("changewindows", "ChangeWindow"),
          Map.entry("faults", "Fault"),
          Map.entry("changes", "Change"),
          Map.entry("approvals", "Approval"),
          Map.entry("breakglasses", "BreakGlass"),
          Map.entry("mutatingadmissionpolicybindings", "MutatingAdmissionPolicyBinding"),
          Map.entry("checkruns", "CheckRun"),
          Map.entry("checktemplates", "CheckTemplate"),
          Map.entry("namespaces", "Namespace"),
          Map.entry("deployments", "Deployment"),
          Map.entry("replicasets", "ReplicaSet"),
          Map.entry("pods", "Pod"),
          Map.entry("events", "Event"),
          Map.entry("configmaps", "ConfigMap"),
          Map.entry("validatingadmissionpolicies", "ValidatingAdmissionPolicy"),
          Map.entry("validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding"));

  /** What an HTTP server says. */
  record Answer(int code, String body) {}

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private long version = 100;

  synchronized void put(String path, ObjectNode object) {
    var metadata = object.withObject("/metadata");
    metadata.put("resourceVersion", String.valueOf(++version));
    if (!metadata.has("uid")) {
      metadata.put("uid", "uid-of-" + metadata.path("name").asText());
    }
    if (!metadata.has("creationTimestamp")) {
      metadata.put("creationTimestamp", "2026-05-21T08:00:00Z");
    }
    objects.put(path, object);
  }

  synchronized void remove(String path) {
    objects.remove(path);
  }

  synchronized JsonNode at(String path) {
    return objects.containsKey(path) ? objects.get(path).deepCopy() : JSON.missingNode();
  }

  synchronized Answer get(String path, String query) {
    if (objects.containsKey(path)) {
      return ok(objects.get(path));
    }
    var list = LIST.matcher(path);
    return list.matches() && KINDS.containsKey(list.group(3))
        ? list(path, KINDS.get(list.group(3)), query)
        : status(404, "NotFound");
  }

  private Answer list(String path, String kind, String query) {
    var list = JSON.createObjectNode().put("kind", kind + "List");
    list.withObject("/metadata").put("resourceVersion", String.valueOf(version));
    var items = list.putArray("items");
    var parts = LIST.matcher(path);
    parts.matches();
    var namespace = parts.group(2) == null ? "(/namespaces/[^/]+)?" : parts.group(2);
    var wanted = Pattern.quote(parts.group(1)) + namespace + "/" + parts.group(3) + "/[^/]+";
    var selection = Selection.of(query);
    var taken = new ArrayList<JsonNode>();
    objects.forEach((key, object) -> {
      list.put("apiVersion", object.path("apiVersion").asText());
      if (key.matches(wanted) && selection.takes(object)) {
        taken.add(object.deepCopy());
      }
    });
    var from = selection.start();
    var to = (int) Math.min(from + selection.limit(), taken.size());
    items.addAll(taken.subList(from, to));
    if (to < taken.size()) {
      list.withObject("/metadata").put("continue", String.valueOf(to));
    }
    return ok(list);
  }

  synchronized Answer create(String collection, String body) {
    var object = read(body);
    var prefix = object.at("/metadata/generateName").asText();
    if (!prefix.isEmpty()) {
      object.withObject("/metadata").put("name", prefix + "00001");
    }
    var path = collection + "/" + object.at("/metadata/name").asText();
    if (objects.containsKey(path)) {
      return status(409, "AlreadyExists");
    }
    put(path, object);
    return new Answer(201, object.toString());
  }

  synchronized Answer replace(String path, String body) {
    return objects.containsKey(path) ? change(path, read(body), true) : status(404, "NotFound");
  }

  synchronized Answer patch(String path, String body) {
    var target = path.replaceAll("/status$", "");
    if (!objects.containsKey(target)) {
      return status(404, "NotFound");
    }
    var patch = parse(body);
    return patch.isArray() ? apply(target, patch) : change(target, (ObjectNode) patch, false);
  }

  /** RFC 6902, as far as it is used: fields of objects are tested, set and removed. */
  private Answer apply(String path, JsonNode operations) {
    var changed = objects.get(path).deepCopy();
    for (var operation : operations) {
      var pointer = operation.path("path").asText();
      if (!operation.path("op").asText().equals("test")) {
        write(changed, pointer, operation);
      } else if (!changed.at(pointer).equals(operation.path("value"))) {
        return status(422, "Invalid");
      }
    }
    put(path, changed);
    return ok(changed);
  }

  private static void write(ObjectNode object, String pointer, JsonNode operation) {
    var end = pointer.lastIndexOf('/');
    var parent = (ObjectNode) object.at(pointer.substring(0, end));
    var key = pointer.substring(end + 1).replace("~1", "/").replace("~0", "~");
    if (operation.path("op").asText().equals("remove")) {
      parent.remove(key);
    } else {
      parent.set(key, operation.path("value"));
    }
  }

  private Answer change(String path, ObjectNode change, boolean whole) {
    var stored = objects.get(path);
    var expected = change.at("/metadata/resourceVersion");
    if (!expected.isMissingNode() && !expected.equals(stored.at("/metadata/resourceVersion"))) {
      return status(409, "Conflict");
    }
    var changed = whole ? change : merged(stored.deepCopy(), change);
    put(path, changed);
    return ok(changed);
  }

  /** RFC 7386. */
  private static ObjectNode merged(ObjectNode object, JsonNode patch) {
    patch
        .properties()
        .forEach(e -> {
          if (e.getValue().isNull()) {
            object.remove(e.getKey());
          } else if (e.getValue().isObject() && object.path(e.getKey()).isObject()) {
            merged((ObjectNode) object.get(e.getKey()), e.getValue());
          } else {
            object.set(e.getKey(), e.getValue());
          }
        });
    return object;
  }

  synchronized Answer delete(String path) {
    return objects.remove(path) == null ? status(404, "NotFound") : status(200, "");
  }

  static ObjectNode read(String body) {
    return (ObjectNode) parse(body);
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Answer ok(JsonNode body) {
    return new Answer(200, body.toString());
  }

  static Answer status(int code, String reason) {
    var body =
        JSON.createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "Status")
            .put("status", code < 300 ? "Success" : "Failure")
            .put("reason", reason)
            .put("message", reason + " by design")
            .put("code", code);
    return new Answer(code, body.toString());
  }
}
