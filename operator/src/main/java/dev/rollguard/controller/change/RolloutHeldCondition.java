package dev.rollguard.controller.change;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Clients;
import dev.rollguard.observe.Workload;
import dev.rollguard.observe.WorkloadStatus;
import dev.rollguard.record.Conditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our condition in a Deployment's status. The Deployment controller keeps foreign conditions. */
public final class RolloutHeldCondition {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutHeldCondition.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PatchContext STRATEGIC =
      new PatchContext.Builder()
          .withPatchType(PatchType.STRATEGIC_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final InstantSource clock;

  public RolloutHeldCondition(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Sets the condition if it says something else now; a failure is logged and forgotten. */
  public void set(Workload workload, boolean held, Reason reason, String text) {
    var message = Texts.line(text, Conditions.MAX_MESSAGE_BYTES);
    var status = held ? "True" : "False";
    var before = workload.getStatus().getHeldCondition();
    if (before.equals(WorkloadStatus.heldCondition(status, reason.name(), message))) {
      return;
    }
    var now = Moments.seconds(clock.instant());
    var patch = JSON.createObjectNode();
    var condition = patch.putObject("status").putArray("conditions").addObject();
    condition
        .put("type", ConditionTypes.ROLLOUT_HELD)
        .put("status", status)
        .put("reason", reason.name())
        .put("message", message)
        .put("lastUpdateTime", now);
    if (!before.startsWith(status)) {
      condition.put("lastTransitionTime", now);
    }
    try {
      client.resource(workload).subresource("status").patch(STRATEGIC, patch.toString());
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue(Keys.DEPLOYMENT, workload.path())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("Condition not written.");
    }
  }
}
