package dev.rollguard.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.config.Config;
import dev.rollguard.core.risk.InvalidRulesException;
import dev.rollguard.observe.RulesFile;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code helm test} asks: is all of it there and working? Only reads. */
public final class Check {
  private static final String POLICIES = "/apis/admissionregistration.k8s.io/v1/";
  private static final int LEASE_GRACE_SECONDS = 10;
  private static final List<String> VALIDATING =
      List.of(
          "held.rollguard.dev",
          "faults.rollguard.dev",
          "datacenter.rollguard.dev",
          "namespaces.datacenter.rollguard.dev",
          "checkruns.rollguard.dev",
          "revisions.rollguard.dev",
          "canary-of.rollguard.dev",
          "scale.canary-of.rollguard.dev",
          "canary-for.rollguard.dev",
          "approvals.rollguard.dev",
          "breakglasses.rollguard.dev",
          "changes.rollguard.dev",
          "jobs.rollguard.dev");
  private static final List<String> MUTATING =
      List.of(
          "keep.hold.rollguard.dev",
          "faults.stamp.rollguard.dev",
          "checkruns.stamp.rollguard.dev",
          "approvals.stamp.rollguard.dev",
          "breakglasses.stamp.rollguard.dev",
          "changes.stamp.rollguard.dev");

  private final Api api;
  private final Config config;
  private final InstantSource clock;
  private final PrintStream out;
  private final List<String> problems = new ArrayList<>();

  public Check(KubernetesClient client, Config config, InstantSource clock, PrintStream out) {
    this.api = new Api(client);
    this.config = config;
    this.clock = clock;
    this.out = out;
  }

  /** Prints a line for each thing looked at; answers whether all are well. */
  public boolean run() {
    kind("changewindows");
    kind("faults");
    kind("changes");
    kind("checktemplates");
    kind("checkruns");
    kind("approvals");
    kind("breakglasses");
    VALIDATING.forEach(name -> bound("validating", name));
    if (api.get(POLICIES + "mutatingadmissionpolicybindings?limit=1").isPresent()) {
      MUTATING.forEach(name -> bound("mutating", name));
    } else {
      out.println(
          "note  This API server cannot hold, only deny and warn: that takes Kubernetes 1.36.");
    }
    leader();
    riskRules();
    windows();
    return problems.isEmpty();
  }

  private void tell(boolean well, String what, String otherwise) {
    out.println((well ? "ok    " + what : "FAIL  " + otherwise));
    if (!well) {
      problems.add(otherwise);
    }
  }

  private void kind(String plural) {
    tell(
        api.get("/apis/rollguard.dev/v1alpha1/" + plural + "?limit=1").isPresent(),
        plural + ".rollguard.dev is served.",
        plural + ".rollguard.dev is not served: install the chart with crds.enabled=true.");
  }

  private void bound(String kind, String name) {
    var policy = api.get(POLICIES + kind + "admissionpolicies/" + name).isPresent();
    var binding = api.get(POLICIES + kind + "admissionpolicybindings/" + name).isPresent();
    tell(
        policy && binding,
        name + " is bound.",
        "The %s %s is missing: run helm upgrade."
            .formatted(policy ? "binding of" : "policy", name));
  }

  private void leader() {
    var lease =
        api.get(
            "/apis/coordination.k8s.io/v1/namespaces/%s/leases/rollguard"
                .formatted(config.namespace()));
    var holder = lease.map(l -> l.at("/spec/holderIdentity").asText("")).orElse("");
    tell(
        !holder.isEmpty() && fresh(lease),
        "The leader is " + holder + ".",
        "No operator leads: see the operator's pods and their logs.");
  }

  private boolean fresh(Optional<JsonNode> lease) {
    return lease
        .map(l -> l.at("/spec/renewTime").asText(""))
        .filter(t -> !t.isEmpty())
        .map(t -> OffsetDateTime.parse(t).toInstant())
        .filter(t -> clock.instant().isBefore(t.plusSeconds(LEASE_GRACE_SECONDS)))
        .isPresent();
  }

  private void riskRules() {
    var name = config.riskRules();
    var map = api.get("/api/v1/namespaces/%s/configmaps/%s".formatted(config.namespace(), name));
    if (map.isEmpty()) {
      tell(false, "", "ConfigMap/%s is missing: run helm upgrade.".formatted(name));
      return;
    }
    var text = map.get().path("data").path(RulesFile.KEY);
    try {
      var rules = RulesFile.compile(text.isTextual() ? text.asText() : null);
      tell(true, "ConfigMap/%s has %d rules about risk.".formatted(name, rules.size()), "");
    } catch (InvalidRulesException e) {
      tell(false, "", "ConfigMap/%s is refused: %s".formatted(name, e.getMessage()));
    }
  }

  private void windows() {
    var list = api.get("/apis/rollguard.dev/v1alpha1/changewindows");
    list.map(l -> l.path("items")).ifPresent(items -> items.forEach(this::enforced));
  }

  private void enforced(JsonNode window) {
    var name = "changewindows.rollguard.dev/" + window.at("/metadata/name").asText();
    var status = "Unknown";
    var message = "the operator has not looked at it yet.";
    for (var condition : window.at("/status/conditions")) {
      if (condition.path("type").asText().equals(ConditionTypes.ENFORCED)) {
        status = condition.path("status").asText();
        message = condition.path("message").asText();
      }
    }
    tell(status.equals("True"), name + " is enforced.", name + " is not enforced: " + message);
  }
}
