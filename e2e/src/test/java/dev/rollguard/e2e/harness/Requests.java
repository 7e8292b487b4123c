package dev.rollguard.e2e.harness;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.UnaryOperator;

/** Rollouts that take a while, asked for by an administrator: many of them in a short time. */
public final class Requests {
  private static final String READY_AFTER = "e2e.rollguard.dev/ready-after";
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private Requests() {}

  /** Asks for the image; its pods are ready so long after their start. */
  public static void ask(App app, String image, String readyAfter) {
    app.resource()
        .patch(
            STRATEGIC,
            """
            {"spec": {"template": {
              "metadata": {"annotations": {"%s": "%s"}},
              "spec": {"containers": [{"name": "app", "image": "%s"}]}}}}\
            """
                .formatted(READY_AFTER, readyAfter, image));
  }

  /** For a Deployment whose pods are never ready: it has failed after so many seconds. */
  public static UnaryOperator<DeploymentBuilder> givingUpAfter(int seconds) {
    return d -> d.editSpec().withProgressDeadlineSeconds(seconds).endSpec();
  }

  /** Its pods are ready so long after their start, whatever image is asked for. */
  public static UnaryOperator<DeploymentBuilder> readyAfter(String time) {
    return d ->
        d.editSpec()
            .editTemplate()
            .editMetadata()
            .addToAnnotations(READY_AFTER, time)
            .endMetadata()
            .endTemplate()
            .endSpec();
  }

  public static UnaryOperator<DeploymentBuilder> labelled(String key, String value) {
    return d -> d.editMetadata().addToLabels(key, value).endMetadata();
  }
}
