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

/** An override in an emergency: what it names is let through, whatever the gates say. */
@Group(Labels.GROUP)
@Version(Labels.VERSION)
@Plural("breakglasses")
@ShortNames("bgl")
@JsonClassDescription(
    "A BreakGlass lets one Change, or all changes of a datacenter, through at once, "
        + "whatever the gates say, for a short time. A second person must confirm it, or "
        + "it lapses. It cannot be edited or deleted while it is in force, and keeps the "
        + "list of everything that passed under it.")
@ValidationRule(
    value = "self.metadata.name.size() <= 63",
    message =
        "metadata.name of a BreakGlass must have at most 63 characters, because it is "
            + "part of every message.")
@AdditionalPrinterColumn(name = "Datacenter", jsonPath = ".spec.datacenter")
@AdditionalPrinterColumn(name = "Change", jsonPath = ".spec.changeRef.name")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(
    name = "Released",
    jsonPath = ".status.releasedChanges",
    type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Active Until", jsonPath = ".status.activeUntil")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "Opened By", jsonPath = ".status.openedBy", priority = 1)
@AdditionalPrinterColumn(name = "Confirmed By", jsonPath = ".status.confirmedBy", priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".spec.reason", priority = 1)
public class BreakGlass extends CustomResource<BreakGlassSpec, BreakGlassStatus> {
  private static final long serialVersionUID = 1L;

  @Override
  protected BreakGlassSpec initSpec() {
    return new BreakGlassSpec();
  }

  @Override
  protected BreakGlassStatus initStatus() {
    return new BreakGlassStatus();
  }
}
