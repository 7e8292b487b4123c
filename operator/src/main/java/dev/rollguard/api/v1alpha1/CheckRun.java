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

/** One run of a CheckTemplate, for one change or one fault, and what came out. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("checkruns")
@ShortNames("ckr")
@JsonClassDescription(
    "A CheckRun is one run of a CheckTemplate for one Change or one Fault, and "
        + "what came out. The operator creates them for the gates of change windows. "
        + "Create one to run a test again, or with type External to report a test that "
        + "ran elsewhere.")
@AdditionalPrinterColumn(name = "Purpose", jsonPath = ".spec.purpose")
@AdditionalPrinterColumn(name = "Template", jsonPath = ".spec.template")
@AdditionalPrinterColumn(name = "Change", jsonPath = ".spec.changeRef.name")
@AdditionalPrinterColumn(name = "Fault", jsonPath = ".spec.faultRef.name")
@AdditionalPrinterColumn(name = "Verdict", jsonPath = ".status.verdict")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.changeRef.name")
@AdditionalSelectableField(jsonPath = ".spec.faultRef.name")
public class CheckRun extends CustomResource<CheckRunSpec, CheckRunStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected CheckRunSpec initSpec() {
    return new CheckRunSpec();
  }

  @Override
  protected CheckRunStatus initStatus() {
    return new CheckRunStatus();
  }
}
