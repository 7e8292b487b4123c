package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.CheckCaches;
import dev.rollguard.observe.Clients;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Change/cart-1 in namespace shop, CheckTemplate/errors with a check that takes three samples ten
 * seconds apart, and CheckRun/pre, which runs it. Nobody is asked: {@link FakeKind} answers.
 */
final class RunWorld implements AutoCloseable {
  static final String API = "/apis/rollguard.dev/v1alpha1";
  static final String RUNS = API + "/namespaces/shop/checkruns";
  static final String WATCHED_RUNS = API + "/checkruns";
  static final String RUN = RUNS + "/pre";
  static final String TEMPLATES = API + "/checktemplates";
  static final String TEMPLATE = TEMPLATES + "/errors";
  static final String CHANGE = API + "/namespaces/shop/changes/cart-1";
  static final String FAULT = API + "/faults/lb";
  static final String EVENTS = "/api/v1/namespaces/shop/events";
  static final String HASH = "a".repeat(64);
  static final Instant START = Instant.parse("2026-05-21T09:00:00Z");
  static final String USER = "system:serviceaccount:rollguard:rollguard";

  final FaultyApiServer server = new FaultyApiServer();
  final FakeKind kind = new FakeKind();
  final List<Outcome> counted = new ArrayList<>();
  volatile Instant now = START;
  volatile boolean leading = true;
  Caches caches;
  CheckCaches checks;
  Probes probes;
  CheckController controller;

  RunWorld() {
    server.has(CHANGE, change("Held"));
    server.has(TEMPLATE, template(check("errors", "up")));
    server.has(RUN, run("pre", "\"changeRef\":{\"name\":\"cart-1\"}"));
    connect();
    server.forgetsWhatWasAsked();
  }

  static String change(String state) {
    return """
    {"apiVersion":"rollguard.dev/v1alpha1","kind":"Change","metadata":{"name":"cart-1","namespace":"shop",
      "uid":"c1","generation":1,"labels":{"rollguard.dev/active":"true"}},
     "spec":{"workloadRef":{"name":"cart","uid":"u1"},"datacenter":"dc1","templateHash":"%s"},
     "status":{"state":"%s"}}\
    """
        .formatted(HASH, state);
  }

  /**
   * Fault/lb.
   *
   * @param spec what it says more
   * @param status the condition Open
   */
  static String fault(String spec, String status) {
    return """
    {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault","metadata":{"name":"lb","uid":"f1","generation":3},
     "spec":{"datacenter":"dc1","severity":"Major","summary":"s"%s},
     "status":{"conditions":[{"type":"Open",%s}]}}\
    """
        .formatted(spec, status);
  }

  static final String RESOLVED = ",\"resolution\":{\"cause\":\"c\",\"evidence\":\"e\"}";
  static final String OPEN = "\"status\":\"True\",\"observedGeneration\":3";

  static String template(String... checks) {
    return """
    {"apiVersion":"rollguard.dev/v1alpha1","kind":"CheckTemplate","metadata":{"name":"errors","uid":"t1","generation":1},
     "spec":{"checks":[%s]}}\
    """
        .formatted(String.join(",", checks));
  }

  static String check(String name, String query) {
    return """
    {"name":"%s","interval":"10s","count":3,
     "prometheus":{"address":"http://prom:9090","query":"%s","pass":"value == 0.0"}}\
    """
        .formatted(name, query);
  }

  /** A run that a policy has stamped. */
  static String run(String name, String spec) {
    return """
    {"apiVersion":"rollguard.dev/v1alpha1","kind":"CheckRun","metadata":{"name":"%s","namespace":"shop",
      "generation":1,"labels":{"rollguard.dev/active":"true"},"annotations":{"rollguard.dev/created-by":"alice"}},
     "spec":{"purpose":"PreTest","template":"errors","templateHash":"%s",%s}}\
    """
        .formatted(name, HASH, spec);
  }

  private void connect() {
    caches = new Caches(server.client());
    checks = new CheckCaches(server.client(), USER);
    probes = new Probes();
    caches.start().join();
    checks.start().join();
    controller =
        new CheckController(
            new CheckController.Needs(
                server.client(),
                caches,
                checks,
                new StatusWriter(server.client()),
                new EventRecorder(server.client(), () -> now, Runnable::run, "test"),
                counted::add,
                () -> now,
                () -> leading,
                "rollguard"),
            kind,
            probes);
  }

  /** The operator is killed and another one begins, with what the API server has. */
  void restart() {
    disconnect();
    connect();
  }

  private void disconnect() {
    controller.close();
    checks.close();
    caches.close();
  }

  /** A reconciliation of the run as it is stored. */
  UpdateControl<CheckRun> look() {
    return look(RUN);
  }

  UpdateControl<CheckRun> look(String path) {
    return look(server.at(path));
  }

  /** A reconciliation with what another cache has. */
  UpdateControl<CheckRun> look(JsonNode cached) {
    var run = Clients.serialization().unmarshal(cached.toString(), CheckRun.class);
    return controller.runs().reconcile(run, unused());
  }

  /** Looks as often as the controller asks for, until the run has ended or nothing is to come. */
  void goOn() {
    for (var looks = 0; looks < 100 && step(); looks++) {
      assertThat(looks).isLessThan(99);
    }
  }

  /**
   * One look, and the wait for what it asks for.
   *
   * @return whether there is more to look at
   */
  boolean step() {
    var control = look();
    if (!verdict().isEmpty()) {
      return false;
    }
    if (probes.flying(uid())) {
      landed();
      return true;
    }
    if (probes.landed(uid()).isEmpty()) {
      control.getScheduleDelay().ifPresent(millis -> now = now.plusMillis(millis));
      return control.getScheduleDelay().isPresent();
    }
    return true;
  }

  /** Waits until every sample that is being taken is taken. */
  void landed() {
    await().until(() -> !probes.flying(uid()));
  }

  String uid() {
    return "uid-of-pre";
  }

  @SuppressWarnings("unchecked")
  static <T extends HasMetadata> Context<T> none() {
    return (Context<T>)
        Proxy.newProxyInstance(
            RunWorld.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static Context<CheckRun> unused() {
    return none();
  }

  /** The caches hear of an object as it is stored now. */
  void tell(String watched, String type, String path) {
    await().until(() -> server.watches().count(watched) > 0);
    server.watches().tell(watched, type, server.at(path));
  }

  /** Somebody creates or changes a template, and the caches hear of it. */
  void seesTemplate(String json, long generation) {
    var template = FaultyApiServer.json(json);
    ((ObjectNode) template.get("metadata")).put("generation", generation);
    server.has(TEMPLATE, template.toString());
    tell(TEMPLATES, checks.template("errors").isEmpty() ? "ADDED" : "MODIFIED", TEMPLATE);
    await()
        .until(() ->
            checks
                .template("errors")
                .filter(t -> t.getMetadata().getGeneration() == generation)
                .isPresent());
  }

  /** The Change has ended, and the caches hear of it. */
  void changeEnds() {
    server.has(CHANGE, change("Superseded"));
    tell(API + "/changes", "MODIFIED", CHANGE);
    await()
        .until(() ->
            caches.activeChanges().all().stream()
                .allMatch(c -> String.valueOf(c.getStatus().getState()).equals("Superseded")));
  }

  JsonNode status() {
    return server.at(RUN).path("status");
  }

  String verdict() {
    return status().path("verdict").asText();
  }

  String message() {
    return status().path("message").asText();
  }

  /** A condition: its status and reason; empty when there is none. */
  String condition(String type) {
    for (var condition : status().path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText() + " " + condition.path("reason").asText();
      }
    }
    return "";
  }

  boolean isActive() {
    return server.at(RUN).at("/metadata/labels").has("rollguard.dev/active");
  }

  /** Events about runs: type and message. */
  List<String> events() {
    return server.all(EVENTS).stream()
        .map(e -> e.path("type").asText() + " " + e.path("message").asText())
        .toList();
  }

  void assertEnded(String verdict, String reason) {
    assertThat(verdict()).as(message()).isEqualTo(verdict);
    assertThat(condition("Complete")).isEqualTo("True " + reason);
    assertThat(message()).isNotBlank().doesNotContain("\n");
    assertThat(status().path("endTime").asText()).isNotEmpty();
  }

  @Override
  public void close() {
    disconnect();
    server.close();
  }
}
