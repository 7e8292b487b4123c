package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;

/**
 * Changes that the operator wrote, and does not look after: they lack the label that it watches.
 */
final class Records {
  static final String NAME = "chat-1";
  private static final String HASH = "0123456789abcdef".repeat(4);

  private final KubernetesClient operator;
  private final String namespace;

  Records(KubernetesClient operator, String namespace) {
    this.operator = operator;
    this.namespace = namespace;
  }

  Change draft() {
    var change = new Change();
    change.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(NAME)
            .withLabels(Map.of(Labels.WORKLOAD, "chat"))
            .withAnnotations(Map.of(Labels.ASSESSMENT, "{\"risk\":\"High\"}"))
            .build());
    var spec = change.getSpec();
    spec.getWorkloadRef().setName("chat");
    spec.getWorkloadRef().setUid("11111111-1111-4111-8111-111111111111");
    spec.setDatacenter("nowhere");
    spec.setTemplateHash(HASH);
    spec.setRequestedBy("dora");
    spec.setRequestedTime("2026-05-21T10:00:00Z");
    spec.setType(ChangeType.Update);
    return change;
  }

  Change create() {
    return operator.resource(draft()).create();
  }

  Change create(ChangeState state) {
    create();
    return change(operator)
        .subresource("status")
        .patch(MERGE, "{\"status\": {\"state\": \"%s\"}}".formatted(state));
  }

  Resource<Change> change(KubernetesClient user) {
    return user.resources(Change.class).inNamespace(namespace).withName(NAME);
  }

  Approval approval(String name) {
    var approval = new Approval();
    approval.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    approval.getSpec().getChangeRef().setName(NAME);
    approval.getSpec().setTemplateHash(HASH);
    approval.getSpec().setDecision(ApprovalDecision.Approve);
    return approval;
  }
}
