package dev.rollguard.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.config.Config;
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
    bound("validatingadmissionpolicybindings", "held.rollguard.dev");
    bound("validatingadmissionpolicybindings", "faults.rollguard.dev");
    bound("validatingadmissionpolicybindings", "datacenter.rollguard.dev");
    bound("validatingadmissionpolicybindings", "namespaces.datacenter.rollguard.dev");
    if (api.get(POLICIES + "mutatingadmissionpolicybindings").isPresent()) {
      bound("mutatingadmissionpolicybindings", "keep.hold.rollguard.dev");
      bound("mutatingadmissionpolicybindings", "faults.stamp.rollguard.dev");
    } else {
      out.println(
          "note  This API server cannot hold, only deny and warn: that takes Kubernetes 1.36.");
    }
    leader();
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
    tell(
        api.get(POLICIES + kind + "/" + name).isPresent(),
        name + " is bound.",
        "The binding of " + name + " is missing: run helm upgrade.");
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

  private void windows() {
    var list = api.get("/apis/rollguard.dev/v1alpha1/changewindows");
    for (var window : list.map(l -> l.path("items")).orElseThrow()) {
      for (var condition : window.at("/status/conditions")) {
        if (condition.path("type").asText().equals("Enforced")) {
          var name = "changewindows.rollguard.dev/" + window.at("/metadata/name").asText();
          tell(
              condition.path("status").asText().equals("True"),
              name + " is enforced.",
              name + " is not enforced: " + condition.path("message").asText());
        }
      }
    }
  }
}
