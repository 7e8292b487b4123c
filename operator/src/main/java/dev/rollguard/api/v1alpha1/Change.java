package dev.rollguard.api.v1alpha1;

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
