package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Which workloads of a datacenter are governed, when they may change, and through which gates. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("changewindows")
@ShortNames("chw")
@JsonClassDescription(
    "A ChangeWindow says which Deployments of a datacenter are governed, when they "
        + "may change, and which gates a change must pass. Every rollout of a governed "
        + "Deployment is born held by the API server, and only the operator releases it. "
        + "Several windows may cover one Deployment: all of them must let it pass. A "
        + "workload cannot opt out.")
@ValidationRule(
    value = "self.metadata.name.size() <= 63",
    message =
        "metadata.name of a ChangeWindow must have at most 63 characters, because it "
            + "is part of other names and of every message.")
@AdditionalPrinterColumn(name = "Datacenter", jsonPath = ".spec.datacenter")
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.enforcement.mode")
@AdditionalPrinterColumn(name = "Open", jsonPath = ".status.conditions[?(@.type==\"Open\")].status")
@AdditionalPrinterColumn(name = "Held", jsonPath = ".status.heldChanges", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Next Open", jsonPath = ".status.nextOpenTime")
@AdditionalPrinterColumn(name = "Next Close", jsonPath = ".status.nextCloseTime")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Enforced",
    jsonPath = ".status.conditions[?(@.type==\"Enforced\")].status",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.summary", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.datacenter")
public class ChangeWindow extends CustomResource<ChangeWindowSpec, ChangeWindowStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  protected ChangeWindowSpec initSpec() {
    return new ChangeWindowSpec();
  }

  @Override
  protected ChangeWindowStatus initStatus() {
    return new ChangeWindowStatus();
  }
}
