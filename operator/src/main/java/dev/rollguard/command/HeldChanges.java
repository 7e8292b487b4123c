package dev.rollguard.command;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.observe.Clients;
import dev.rollguard.record.Conditions;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.InstantSource;
import java.util.List;

/** The Changes that still say that they are held when nobody holds any more. */
final class HeldChanges {
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();
  private static final String INACTIVE =
      "{\"metadata\":{\"labels\":{\"" + Labels.ACTIVE + "\":null}}}";

  private final KubernetesClient client;
  private final StatusWriter statuses;
  private final InstantSource clock;

  HeldChanges(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.statuses = new StatusWriter(client);
    this.clock = clock;
  }

  /** Ends them: what they asked for is their owners' again. */
  void cancel() {
    all().forEach(this::cancel);
  }

  private List<Change> all() {
    return client
        .resources(Change.class)
        .inAnyNamespace()
        .withLabel(Labels.ACTIVE)
        .list()
        .getItems()
        .stream()
        .filter(c -> c.getStatus().getState() == ChangeState.Held)
        .toList();
  }

  private void cancel(Change change) {
    var reason = Reason.Uninstalled;
    var now = clock.instant();
    var status = client.getKubernetesSerialization().clone(change).getStatus();
    status.setState(ChangeState.Cancelled);
    status.setReason(reason.name());
    status.setMessage(reason.sentence());
    status.setCompletedTime(Moments.seconds(now));
    status.setConditions(
        new Conditions(status.getConditions(), change.getMetadata().getGeneration(), now)
            .set(ConditionTypes.HELD, false, reason.name(), reason.sentence())
            .build());
    statuses.write(change, status);
    client.resource(change).patch(MERGE, INACTIVE);
  }
}
