package dev.rollguard.api.v1alpha1;

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
