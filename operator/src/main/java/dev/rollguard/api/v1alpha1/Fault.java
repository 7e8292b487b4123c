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

/** Something is wrong in a datacenter. While it is open, changes there are held. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("faults")
@ShortNames("flt")
@JsonClassDescription(
    "A Fault says that something is wrong in a datacenter. While it is open, "
        + "changes there are held. It is open until it has a resolution with a cause and "
        + "evidence and the quiet period of each window has run since; it opens again "
        + "when the resolution is removed. An open fault cannot be deleted.")
@ValidationRule(
    value = "self.metadata.name.size() <= 63",
    message =
        "metadata.name of a Fault must have at most 63 characters, because it is "
            + "part of other names and of every message.")
@AdditionalPrinterColumn(name = "Datacenter", jsonPath = ".spec.datacenter")
@AdditionalPrinterColumn(name = "Severity", jsonPath = ".spec.severity")
@AdditionalPrinterColumn(name = "Open", jsonPath = ".status.conditions[?(@.type==\"Open\")].status")
@AdditionalPrinterColumn(name = "Blocked", jsonPath = ".status.blockedChanges", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Quiet Until", jsonPath = ".status.quietUntil")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Opened By", jsonPath = ".status.openedBy", priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Open\")].reason",
    priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".spec.summary", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.datacenter")
public class Fault extends CustomResource<FaultSpec, FaultStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  protected FaultSpec initSpec() {
    return new FaultSpec();
  }

  @Override
  protected FaultStatus initStatus() {
    return new FaultStatus();
  }
}
