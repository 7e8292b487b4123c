package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** How to find out whether something is good: the checks, and the arguments that they take. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("checktemplates")
@ShortNames("ckt")
@JsonClassDescription(
    "A CheckTemplate says how to find out whether something is good: queries of "
        + "Prometheus, requests to HTTP servers, Jobs. Change windows name it as a test "
        + "before release, as a check of canaries and as the verification of faults. It "
        + "has no effect by itself.")
@ValidationRule(
    value = "self.metadata.name.size() <= 63",
    message =
        "metadata.name of a CheckTemplate must have at most 63 characters, because it "
            + "is part of other names and of every message.")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.summary", priority = 1)
public class CheckTemplate extends CustomResource<CheckTemplateSpec, CheckTemplateStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  protected CheckTemplateSpec initSpec() {
    return new CheckTemplateSpec();
  }

  @Override
  protected CheckTemplateStatus initStatus() {
    return new CheckTemplateStatus();
  }
}
