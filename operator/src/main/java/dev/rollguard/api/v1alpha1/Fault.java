package dev.rollguard.api.v1alpha1;

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
