package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Somebody approves or rejects a change. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("approvals")
@ShortNames("apv")
@JsonClassDescription(
    "An Approval says that somebody approves or rejects one Change with one pod "
        + "template. Who it was is written by the API server, not typed in. It goes with "
        + "its Change.")
@AdditionalPrinterColumn(name = "Change", jsonPath = ".spec.changeRef.name")
@AdditionalPrinterColumn(name = "Decision", jsonPath = ".spec.decision")
@AdditionalPrinterColumn(name = "Approver", jsonPath = ".spec.approver")
@AdditionalPrinterColumn(name = "Counted", jsonPath = ".status.counted", type = Type.BOOLEAN)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.changeRef.name")
public class Approval extends CustomResource<ApprovalSpec, ApprovalStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected ApprovalSpec initSpec() {
    return new ApprovalSpec();
  }

  @Override
  protected ApprovalStatus initStatus() {
    return new ApprovalStatus();
  }
}
