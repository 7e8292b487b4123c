package dev.rollguard.controller.approval;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalStatus;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.observe.Clients;
import dev.rollguard.record.Conditions;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The writes to approvals. Never a write that changes nothing. */
final class ApprovalWrites {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final StatusWriter statuses;

  ApprovalWrites(KubernetesClient client, StatusWriter statuses) {
    this.client = client;
    this.statuses = statuses;
  }

  /** Lets it go with its Change. */
  Approval adopt(Approval approval, Change change) {
    var owners = approval.getMetadata().getOwnerReferences();
    var uid = change.getMetadata().getUid();
    if (owners.stream().anyMatch(o -> uid.equals(o.getUid()))) {
      return approval;
    }
    var all = new ArrayList<>(owners);
    all.add(
        new OwnerReferenceBuilder()
            .withApiVersion(change.getApiVersion())
            .withKind(change.getKind())
            .withName(change.getMetadata().getName())
            .withUid(uid)
            .build());
    return patch(approval, Map.of("ownerReferences", all));
  }

  /** Its Change has ended, or never was: it is taken out of those that may count. */
  void retire(Approval approval, boolean changeEnded) {
    var status = new ApprovalStatus();
    status.setCounted(approval.getStatus().getCounted());
    status.setMessage(approval.getStatus().getMessage());
    if (!changeEnded) {
      status.setCounted(false);
      status.setMessage(
          "It does not count: there is no Change/%s."
              .formatted(approval.getSpec().getChangeRef().getName()));
    }
    write(approval, status);
    var labels = new HashMap<String, Object>();
    labels.put(Labels.ACTIVE, null);
    patch(approval, Map.of("labels", labels));
  }

  /** Answers whether that is new. */
  boolean status(Approval approval, Counting.Verdict verdict) {
    var status = new ApprovalStatus();
    status.setCounted(verdict.counts());
    status.setMessage(Texts.line(verdict.message(), Conditions.MAX_MESSAGE_BYTES));
    return write(approval, status);
  }

  private boolean write(Approval approval, ApprovalStatus status) {
    status.setObservedGeneration(approval.getMetadata().getGeneration());
    try {
      return statuses.write(approval, status).isPresent();
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
      return false;
    }
  }

  private Approval patch(Approval approval, Map<String, Object> metadata) {
    try {
      var text = JSON.valueToTree(Map.of("metadata", metadata)).toString();
      return Optional.ofNullable(client.resource(approval).patch(MERGE, text)).orElse(approval);
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
      return approval;
    }
  }
}
