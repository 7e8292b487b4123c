package dev.rollguard.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.config.Config;
import dev.rollguard.controller.change.RolloutHeldCondition;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.EventRecorder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Frees the cluster before the chart's objects go: stops the operator, deletes every policy of
 * ours, and gives each held Deployment back to its owner, still paused. Can be repeated.
 */
public final class Uninstall {
  private static final String POLICIES = "/apis/admissionregistration.k8s.io/v1/";

  /** Bindings first: a binding without its policy would be an error to the API server. */
  private static final List<String> KINDS =
      List.of(
          "mutatingadmissionpolicybindings",
          "validatingadmissionpolicybindings",
          "mutatingadmissionpolicies",
          "validatingadmissionpolicies");

  private static final String LABELLED = "?labelSelector=app.kubernetes.io%2Fpart-of%3Drollguard";
  private static final String HAND_OVER =
      "{\"metadata\":{\"labels\":{\"%s\":null},\"annotations\":{\"%s\":null,\"%s\":null,\"%s\":null}}}"
          .formatted(Labels.HELD, Labels.REQUESTED_BY, Labels.REQUESTED_AT, Labels.UNGUARDED);
  private static final Duration LEASE = Duration.ofMinutes(5);

  /** Longer than a replica that was told to stop may still stand for election. */
  private static final Duration LAST_LEASE = Duration.ofSeconds(10);

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final KubernetesClient client;
  private final Api api;
  private final Config config;
  private final String deployment;
  private final InstantSource clock;
  private final PrintStream out;

  /**
   * @param deployment name of the operator's own Deployment
   */
  public Uninstall(
      KubernetesClient client,
      Config config,
      String deployment,
      InstantSource clock,
      PrintStream out) {
    this.client = client;
    this.api = new Api(client);
    this.config = config;
    this.deployment = deployment;
    this.clock = clock;
    this.out = out;
  }

  /** Does it all; throws with a sentence when a step does not succeed in time. */
  public void run() throws InterruptedException {
    stopOperator();
    deletePolicies();
    handOver();
    removeClones();
    cancelChanges();
    giveUpLease();
    out.println("The cluster is free of Rollguard's policies.");
  }

  private void stopOperator() throws InterruptedException {
    var scaled =
        api.merge(
            "/apis/apps/v1/namespaces/%s/deployments/%s/scale"
                .formatted(config.namespace(), deployment),
            "{\"spec\":{\"replicas\":0}}");
    out.println(
        scaled.isPresent()
            ? "Deployment/%s is scaled to 0.".formatted(deployment)
            : "Deployment/%s is gone already.".formatted(deployment));
    await(this::takeLease, "An operator still holds the lease; stop it, then uninstall again.");
  }

  /** As long as it is ours, no replica that is still stopping may lead and write policies again. */
  private boolean takeLease() {
    var path = leasePath();
    var lease = api.get(path);
    if (lease.isEmpty()) {
      return true;
    }
    if (!free(lease.get())) {
      return false;
    }
    api.merge(path, holding(lease.get(), LEASE));
    return true;
  }

  /**
   * So that an operator that is installed again soon need not wait long. If that fails it waits;
   * the uninstall is done all the same.
   */
  private void giveUpLease() {
    var path = leasePath();
    try {
      api.get(path).filter(this::ours).ifPresent(l -> api.merge(path, holding(l, LAST_LEASE)));
    } catch (RuntimeException e) {
      out.println("The lease ends in five minutes by itself: " + e.getMessage());
    }
  }

  private boolean ours(JsonNode lease) {
    return identity().equals(lease.at("/spec/holderIdentity").asText());
  }

  private String leasePath() {
    return "/apis/coordination.k8s.io/v1/namespaces/%s/leases/rollguard"
        .formatted(config.namespace());
  }

  /** The resourceVersion lets one of two who want it at the same time fail. */
  private String holding(JsonNode lease, Duration time) {
    var now = MICROSECONDS.format(clock.instant());
    return """
    {"metadata":{"resourceVersion":"%s"},
     "spec":{"holderIdentity":"%s","leaseDurationSeconds":%d,"acquireTime":"%s","renewTime":"%s"}}\
    """
        .formatted(
            lease.at("/metadata/resourceVersion").asText(), identity(), time.toSeconds(), now, now);
  }

  /** The same for every attempt: one may follow another that was cut off. */
  private String identity() {
    return deployment + "-uninstall";
  }

  private boolean free(JsonNode lease) {
    var holder = lease.at("/spec/holderIdentity").asText("");
    var renewed = lease.at("/spec/renewTime").asText("");
    var seconds = lease.at("/spec/leaseDurationSeconds").asInt(0);
    return holder.isEmpty()
        || ours(lease)
        || renewed.isEmpty()
        || clock
            .instant()
            .isAfter(OffsetDateTime.parse(renewed).toInstant().plusSeconds(seconds + 1L));
  }

  private void deletePolicies() {
    for (var kind : KINDS) {
      for (var item : items(kind)) {
        var name = item.at("/metadata/name").asText();
        api.delete(POLICIES + kind + "/" + name);
        out.println("Deleted " + kind + "/" + name + ".");
      }
    }
  }

  private Iterable<JsonNode> items(String kind) {
    return api.get(POLICIES + kind + LABELLED)
        .<Iterable<JsonNode>>map(list -> list.path("items"))
        .orElse(List.of());
  }

  /** API servers follow deleted policies within about a second: until then a hold comes back. */
  private void handOver() throws InterruptedException {
    var events = new EventRecorder(client, clock, Runnable::run, config.podName());
    var condition = new RolloutHeldCondition(client, clock);
    await(
        () -> {
          held().forEach(w -> handOver(w, events, condition));
          return held().isEmpty();
        },
        "Some Deployments stay held; see kubectl get deployments -A -l rollguard.dev/held.");
  }

  /** Nobody is left to end a canary. */
  private void removeClones() throws InterruptedException {
    await(
        () -> {
          clones().forEach(this::remove);
          return true;
        },
        "Some canaries still run; see kubectl get deployments -A -l %s."
            .formatted(Labels.CANARY_OF));
  }

  private List<Workload> clones() {
    return client
        .resources(Workload.class)
        .inAnyNamespace()
        .withLabel(Labels.CANARY_OF)
        .list()
        .getItems();
  }

  private void remove(Workload clone) {
    var meta = clone.getMetadata();
    api.delete(
        "/apis/apps/v1/namespaces/%s/deployments/%s"
            .formatted(meta.getNamespace(), meta.getName()));
    out.println(
        "Deleted the canary Deployment/%s in %s.".formatted(meta.getName(), meta.getNamespace()));
  }

  /** Words only: the cluster is free whether they can be written or not. */
  private void cancelChanges() {
    try {
      new HeldChanges(client, clock).cancel();
    } catch (RuntimeException e) {
      out.println("Some Changes still say that they are held: " + e.getMessage());
    }
  }

  private List<Workload> held() {
    return client
        .resources(Workload.class)
        .inAnyNamespace()
        .withLabel(Labels.HELD)
        .list()
        .getItems();
  }

  private void handOver(Workload workload, EventRecorder events, RolloutHeldCondition condition) {
    var meta = workload.getMetadata();
    var path =
        "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(meta.getNamespace(), meta.getName());
    var stillHeld =
        api.merge(path, HAND_OVER)
            .map(d -> d.at("/metadata/labels").has(Labels.HELD))
            .orElse(false);
    if (stillHeld) {
      return;
    }
    var message =
        "Rollguard was uninstalled; Deployment/%s was left paused, resume it with: kubectl rollout resume deployment/%s -n %s."
            .formatted(meta.getName(), meta.getName(), meta.getNamespace());
    condition.set(workload, false, Reason.Uninstalled, message);
    events.record(workload, EventRecorder.Type.Warning, "RolloutHandedOver", message);
    out.println(message);
  }

  private void await(BooleanSupplier done, String failure) throws InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!attempt(done)) {
      if (clock.instant().isAfter(deadline)) {
        throw new IllegalStateException(failure);
      }
      synchronized (this) {
        wait(BETWEEN_LOOKS.toMillis());
      }
    }
  }

  private boolean attempt(BooleanSupplier done) {
    try {
      return done.getAsBoolean();
    } catch (RuntimeException e) {
      out.println("Trying again: " + e.getMessage());
      return false;
    }
  }
}
