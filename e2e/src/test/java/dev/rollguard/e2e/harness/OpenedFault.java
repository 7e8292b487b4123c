package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Severity;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** A Fault in the cluster. */
public final class OpenedFault {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Cluster cluster;
  private final String name;

  private OpenedFault(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  static OpenedFault open(Cluster cluster, String name, String datacenter, Severity severity) {
    var fault = new Fault();
    fault.setMetadata(new ObjectMetaBuilder().withName(name).build());
    fault.getSpec().setDatacenter(datacenter);
    fault.getSpec().setSeverity(severity);
    fault.getSpec().setSummary("Load balancer drops connections after its update");
    cluster.admin().resource(fault).create();
    return new OpenedFault(cluster, name);
  }

  public String name() {
    return name;
  }

  /** As messages call it. */
  public String title() {
    return "Fault/" + name;
  }

  public Fault get() {
    return cluster.admin().resources(Fault.class).withName(name).require();
  }

  public void resolve() {
    patch(
        """
        {"spec": {"resolution": {"cause": "health check pointed at the old port",
          "evidence": "https://dashboards.example/lb"}}}\
        """);
  }

  /** Takes the resolution back. */
  public void reopen() {
    patch("{\"spec\": {\"resolution\": null}}");
  }

  public Optional<Condition> open() {
    return get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(ConditionTypes.OPEN))
        .findFirst();
  }

  /** Waits until it is closed: resolved, and its quiet period over. */
  public void awaitClosed() {
    eventually(() ->
        assertThat(open())
            .hasValueSatisfying(
                c -> assertThat(c.getStatus()).as(c.getMessage()).isEqualTo("False")));
  }

  void resolveIfOpen() {
    if (cluster.admin().resources(Fault.class).withName(name).get() != null) {
      resolve();
    }
  }

  private void patch(String json) {
    cluster.admin().resources(Fault.class).withName(name).patch(MERGE, json);
  }
}
