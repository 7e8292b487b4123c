package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeStatus;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Risk;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** Finished Changes, one for each Deployment: what is kept of the past must cost nothing. */
final class History {
  private static final String HASH =
      "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

  private final KubernetesClient client;

  /**
   * @param client without admission policies: only the operator may write Changes
   */
  History(KubernetesClient client) {
    this.client = client;
  }

  void write(List<Deployment> deployments) {
    Site.inParallel(deployments.size(), i -> write(deployments.get(i)));
  }

  private void write(Deployment deployment) {
    var meta = deployment.getMetadata();
    var change = new Change();
    change.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(meta.getNamespace())
            .withName(meta.getName() + "-before")
            .withLabels(
                Map.of(
                    Labels.WORKLOAD, meta.getName(),
                    Labels.WORKLOAD_UID, meta.getUid(),
                    Labels.DATACENTER, meta.getNamespace()))
            .build());
    var spec = change.getSpec();
    spec.getWorkloadRef().setName(meta.getName());
    spec.getWorkloadRef().setUid(meta.getUid());
    spec.setDatacenter(meta.getNamespace());
    spec.setTemplateHash(HASH);
    spec.setRequestedBy("alice");
    spec.setRequestedTime("2026-05-21T08:30:00Z");
    spec.setType(ChangeType.Update);
    spec.setDiff(List.of("container app: image app:0 → app:1"));
    var stored = client.resource(change).create();
    stored.setStatus(completed());
    client.resource(stored).updateStatus();
  }

  private static ChangeStatus completed() {
    var status = new ChangeStatus();
    status.setState(ChangeState.Completed);
    status.setReason("Completed");
    status.setMessage("The rollout finished and is healthy.");
    status.setRisk(Risk.Low);
    status.setRiskReasons(List.of("no rule applies."));
    status.setGates(List.of("faults: passed, no fault of Minor or worse is open."));
    status.setReleasedTime("2026-05-21T09:00:00Z");
    status.setCompletedTime("2026-05-21T09:01:00Z");
    status.setHeldSeconds(1_800L);
    return status;
  }
}
