package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.audit.AuditLines;
import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.risk.RiskFact;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.Controls;
import dev.rollguard.observe.Coverage;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.NoEvidence;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.BreakGlassWriter;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Deployment/cart in datacenter dc1, held: it ran cart:1, and alice asked for cart:2. Its window is
 * always open. The caches watch an API server that fails when told to.
 */
final class HeldCart implements AutoCloseable {
  static final String DEPLOYMENT = "/apis/apps/v1/namespaces/shop/deployments/cart";
  static final String CHANGES = "/apis/rollguard.dev/v1alpha1/namespaces/shop/changes";
  static final String WINDOWS = "/apis/rollguard.dev/v1alpha1/changewindows";
  static final String FAULTS = "/apis/rollguard.dev/v1alpha1/faults";
  static final String EVENTS = "/api/v1/namespaces/shop/events";
  static final String NAMESPACE = "/api/v1/namespaces/shop";
  static final String RELEASE = "PATCH " + DEPLOYMENT;
  static final Instant NOW = Instant.parse("2026-05-21T09:00:00Z");
  private static final String USER = "system:serviceaccount:rollguard:rollguard";

  final FaultyApiServer server = new FaultyApiServer();
  volatile Instant now = NOW;
  final List<Reason> countedHolds = new ArrayList<>();
  final List<Reason> countedReleases = new ArrayList<>();
  final AuditLines audited = new AuditLines();
  final List<RiskFact> assessed = new ArrayList<>();
  private final ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();
  private final Caches caches;
  private final Observer observer;
  private ChangeReconciler reconciler;

  HeldCart() {
    server.has(NAMESPACE, named("v1", "Namespace", "shop", LABEL_DC1));
    server.has(
        WINDOWS + "/w1",
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"ChangeWindow",
         "metadata":{"name":"w1","generation":1},"spec":{"datacenter":"dc1"}}\
        """);
    server.has(DEPLOYMENT, deployment());
    server.has("/apis/apps/v1/namespaces/shop/replicasets/cart-1", replicaSet());
    caches = new Caches(server.client());
    caches.start().join();
    await().until(() -> server.watches().count(FAULTS) == 1);
    observer =
        new Observer(
            caches,
            new Coverage("rollguard", Optional.empty()),
            new Facts(new NoEvidence()),
            new NoEvidence(),
            Controls.NONE);
    reconciler = controller();
    server.forgetsWhatWasAsked();
  }

  /** The next leader: it remembers nothing of what the last one told. */
  void nextLeader() {
    reconciler = controller();
  }

  private ChangeReconciler controller() {
    return ChangeController.create(
        new ChangeController.Needs(
            server.client(),
            caches,
            observer,
            run -> {},
            new LiveReader(server.client(), observer, () -> now, reads),
            new StatusWriter(server.client()),
            new BreakGlassWriter(server.client(), new StatusWriter(server.client())),
            new EventRecorder(server.client(), () -> NOW, Runnable::run, "test"),
            audited.log(() -> now, USER),
            new Counted(),
            fact -> {
              assessed.add(fact);
              return new Assessment(Risk.Medium, List.of("so say the rules."));
            },
            () -> now,
            () -> true,
            USER,
            2));
  }

  private static final long AT_ONCE_MILLIS = 10;
  private static final String LABEL_DC1 = "\"labels\":{\"rollguard.dev/datacenter\":\"dc1\"}";

  static String named(String api, String kind, String name, String more) {
    return "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",%s}}"
        .formatted(api, kind, name, more);
  }

  private static String template(int version) {
    return """
    {"metadata":{"labels":{"app":"cart"}},"spec":{"containers":[{"name":"app","image":"cart:%d"}]}}\
    """
        .formatted(version);
  }

  private static String deployment() {
    return """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"cart","namespace":"shop","uid":"u1",
      "generation":2,"labels":{"rollguard.dev/held":"true"},
      "annotations":{"rollguard.dev/requested-by":"alice","rollguard.dev/requested-at":"2026-05-21T08:30:00Z"}},
     "spec":{"replicas":1,"paused":true,"selector":{"matchLabels":{"app":"cart"}},"template":%s},
     "status":{"observedGeneration":2,"replicas":1,"updatedReplicas":0,"availableReplicas":1}}\
    """
        .formatted(template(2));
  }

  private static String replicaSet() {
    return """
    {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"cart-1","namespace":"shop",
      "labels":{"app":"cart"},"annotations":{"deployment.kubernetes.io/revision":"1"},
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"cart","uid":"u1"}]},
     "spec":{"replicas":1,"template":%s},"status":{"replicas":1,"availableReplicas":1}}\
    """
        .formatted(template(1));
  }

  /** A Fault is stored; no watch tells of it, so the caches do not know it. */
  void unseenFault() {
    server.has(
        FAULTS + "/lb",
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault",
         "metadata":{"name":"lb"},"spec":{"datacenter":"dc1","severity":"Major","summary":"s",
         "startTime":"2026-05-21T08:00:00Z"}}\
        """);
  }

  /** Bob takes the change back; no watch tells of it. */
  void unseenCancellation() {
    var change = (ObjectNode) change();
    change
        .withObject("/metadata/annotations")
        .put("rollguard.dev/cancel", "not today")
        .put("rollguard.dev/cancelled-by", "bob");
    server.has(CHANGES + "/" + change.at("/metadata/name").asText(), change.toString());
  }

  /** Bob takes the change back, and the caches hear of it. */
  void seenCancellation() {
    unseenCancellation();
    server.watches().tell("/apis/rollguard.dev/v1alpha1/changes", "ADDED", change());
    await()
        .until(() ->
            caches.activeChanges().all().stream()
                .anyMatch(c -> c.getMetadata().getAnnotations().containsKey(Labels.CANCEL)));
  }

  /** Its window lets one change be in motion at a time, and the caches hear of it. */
  void oneAtATime() {
    var window = server.at(WINDOWS + "/w1").deepCopy();
    ((ObjectNode) window).withObject("/spec/gates/concurrency").put("maxInFlight", 1);
    ((ObjectNode) window).withObject("/metadata").put("generation", 2);
    server.has(WINDOWS + "/w1", window.toString());
    server.watches().tell(WINDOWS, "MODIFIED", server.at(WINDOWS + "/w1"));
    await().until(() -> observer.hasTurns("dc1"));
  }

  /** The caches hear of the fault. */
  void seenFault() {
    unseenFault();
    server.watches().tell(FAULTS, "ADDED", server.at(FAULTS + "/lb"));
    await().until(() -> caches.faults().size() == 1);
  }

  /** The fault is gone; the caches hear of it. */
  void faultGone() {
    var fault = server.at(FAULTS + "/lb");
    server.hasNot(FAULTS + "/lb");
    server.watches().tell(FAULTS, "DELETED", fault);
    await().until(() -> caches.faults().isEmpty());
  }

  /** Held by a fault and on record; then the fault is gone, and nobody has looked yet. */
  void readyToGo() {
    seenFault();
    look();
    assertThat(change().at("/status/reason").asText()).isEqualTo("FaultOpen");
    faultGone();
    server.forgetsWhatWasAsked();
    countedHolds.clear();
  }

  /** Alice asks for another version, held by the API server with this stamp. */
  void asksFor(int version, String time) {
    var cart = server.at(DEPLOYMENT).deepCopy();
    ((ObjectNode) cart.at("/spec")).set("template", FaultyApiServer.json(template(version)));
    ((ObjectNode) cart.at("/metadata/annotations")).put("rollguard.dev/requested-at", time);
    server.has(DEPLOYMENT, cart.toString());
  }

  /** A reconciliation with the Deployment as it is stored, and those that it asks for at once. */
  UpdateControl<Workload> look() {
    var control = lookOnce();
    while (control.getScheduleDelay().filter(millis -> millis <= AT_ONCE_MILLIS).isPresent()) {
      control = lookOnce();
    }
    return control;
  }

  private UpdateControl<Workload> lookOnce() {
    var stored = server.at(DEPLOYMENT).toString();
    return reconciler.reconcile(Clients.serialization().unmarshal(stored, Workload.class), UNUSED);
  }

  @SuppressWarnings("unchecked")
  private static final Context<Workload> UNUSED =
      (Context<Workload>)
          Proxy.newProxyInstance(
              HeldCart.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  /** Its newest Change. */
  JsonNode change() {
    var changes = server.all(CHANGES);
    assertThat(changes).as("Changes").hasSize(1);
    return changes.getFirst();
  }

  boolean isHeld() {
    var cart = server.at(DEPLOYMENT);
    return cart.at("/spec/paused").asBoolean()
        && cart.at("/metadata/labels").has("rollguard.dev/held");
  }

  /** The condition RolloutHeld: its status and reason. */
  String condition() {
    var condition = server.at(DEPLOYMENT).at("/status/conditions/0");
    return condition.path("status").asText() + " " + condition.path("reason").asText();
  }

  private final class Counted implements RolloutMeters {
    @Override
    public void held(Reason reason) {
      countedHolds.add(reason);
    }

    @Override
    public void released(Reason reason) {
      countedReleases.add(reason);
    }

    @Override
    public void releaseTook(long nanos) {
      // not looked at
    }

    @Override
    public void pausedByFault() {
      // not looked at
    }

    @Override
    public void unguarded() {
      // not looked at
    }
  }

  @Override
  public void close() {
    caches.close();
    server.close();
    reads.shutdown();
  }
}
