package dev.rollguard.cli;

import dev.rollguard.faults.FaultyApiServer;

/**
 * A cluster with the datacenter dc1: namespace chat, Deployment chat-api, and a window in Seoul's
 * time. It is 09:00 there, as {@link User#NOW} says.
 */
final class Dc1 implements AutoCloseable {
  private static final String KINDS = "/apis/rollguard.dev/v1alpha1/";

  final FaultyApiServer api = new FaultyApiServer();
  final User user = User.of(api);

  Dc1() {
    namespace("chat", "\"rollguard.dev/datacenter\":\"dc1\"");
    deployment("chat", "chat-api", "", "");
  }

  Dc1 namespace(String name, String labels) {
    api.has(
        "/api/v1/namespaces/" + name,
        """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{%s}}}\
        """
            .formatted(name, labels));
    return this;
  }

  Dc1 deployment(String namespace, String name, String labels, String spec) {
    api.has(
        "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(namespace, name),
        """
        {"apiVersion":"apps/v1","kind":"Deployment",
         "metadata":{"name":"%s","namespace":"%s","labels":{%s},"managedFields":[
           {"manager":"kubectl","operation":"Apply","time":"2026-05-20T00:00:00Z",
            "fieldsV1":{"f:spec":{%s}}}]},
         "spec":{"replicas":1%s}}\
        """
            .formatted(name, namespace, labels, spec.isEmpty() ? "" : "\"f:paused\":{}", spec));
    return this;
  }

  /** A window of dc1; what is given stands in its spec. */
  Dc1 window(String name, String spec) {
    return windowOf("dc1", name, spec);
  }

  Dc1 windowOf(String datacenter, String name, String spec) {
    api.has(
        KINDS + "changewindows/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"ChangeWindow",
         "metadata":{"name":"%s","generation":1},"spec":{"datacenter":"%s"%s}}\
        """
            .formatted(name, datacenter, spec));
    return this;
  }

  static String open(String cron, String duration) {
    return """
    ,"schedule":{"timeZone":"Asia/Seoul","open":[{"name":"o","cron":"%s","duration":"%s"}]}\
    """
        .formatted(cron, duration);
  }

  Dc1 fault(String name, String severity, String more) {
    api.has(
        KINDS + "faults/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault","metadata":{"name":"%s",
         "annotations":{"rollguard.dev/resolved-at":"2026-05-20T23:55:00Z"}},
         "spec":{"datacenter":"dc1","severity":"%s","summary":"connections drop",
                 "startTime":"2026-05-20T23:24:00Z"%s}}\
        """
            .formatted(name, severity, more));
    return this;
  }

  static String resolved() {
    return ",\"resolution\":{\"cause\":\"old port\",\"evidence\":\"graph\"}";
  }

  Dc1 override(String name, String spec) {
    api.has(
        KINDS + "breakglasses/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"BreakGlass",
         "metadata":{"name":"%s","creationTimestamp":"2026-05-20T23:50:00Z",
                     "annotations":{"rollguard.dev/opened-by":"carol"}},
         "spec":{"reason":"the site is down",%s}}\
        """
            .formatted(name, spec));
    return this;
  }

  /** A Change of chat; what is given stands in its status. */
  Dc1 change(String deployment, String name, String status) {
    return change(deployment, name, status, "[]");
  }

  /** One that replaced what these users asked for. */
  Dc1 change(String deployment, String name, String status, String alsoRequestedBy) {
    api.has(
        KINDS + "namespaces/chat/changes/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Change",
         "metadata":{"name":"%s","namespace":"chat","labels":{"rollguard.dev/active":"true",
                     "rollguard.dev/workload":"%s"}},
         "spec":{"workloadRef":{"name":"%s"},"datacenter":"dc1","templateHash":"abc",
                 "requestedBy":"alice","alsoRequestedBy":%s,
                 "requestedTime":"2026-05-20T23:48:00Z","type":"Update",
                 "diff":["container app: image chat:41 → chat:42"]},
         "status":{%s}}\
        """
            .formatted(name, deployment, deployment, alsoRequestedBy, status));
    return this;
  }

  @Override
  public void close() {
    api.close();
  }
}
