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

/** One requested rollout: who asked, what differs, which gates passed, how it ended. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("changes")
@ShortNames("chg")
@JsonClassDescription(
    "A Change is one requested rollout of one Deployment: who asked for it, what "
        + "differs, which gates passed, and how it ended. The operator writes it. The "
        + "newest finished changes of a Deployment are kept, 10 by default.")
@AdditionalPrinterColumn(name = "Workload", jsonPath = ".spec.workloadRef.name")
@AdditionalPrinterColumn(name = "Datacenter", jsonPath = ".spec.datacenter")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "Risk", jsonPath = ".status.risk")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Requested By", jsonPath = ".spec.requestedBy")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Held Seconds",
    jsonPath = ".status.heldSeconds",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.reason", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message", priority = 1)
@AdditionalSelectableField(jsonPath = ".spec.datacenter")
@AdditionalSelectableField(jsonPath = ".status.state")
public class Change extends CustomResource<ChangeSpec, ChangeStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  protected ChangeSpec initSpec() {
    return new ChangeSpec();
  }

  @Override
  protected ChangeStatus initStatus() {
    return new ChangeStatus();
  }
}
