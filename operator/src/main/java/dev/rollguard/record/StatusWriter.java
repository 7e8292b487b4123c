package dev.rollguard.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the status of our kinds, whose only writer is the operator. */
public final class StatusWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PatchContext CONTEXT =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;

  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Writes the status if it differs from the one that the resource carries; a write that changes
   * nothing is never sent.
   *
   * @return what the API server stored, or empty when there was nothing to write
   */
  @SuppressWarnings("unchecked")
  public <S, R extends CustomResource<?, S>> Optional<R> write(R resource, S status) {
    if (JSON.valueToTree(status).equals(JSON.valueToTree(resource.getStatus()))) {
      return Optional.empty();
    }
    var patch =
        JSON.valueToTree(List.of(Map.of("op", "add", "path", "/status", "value", status)))
            .toString();
    return Optional.ofNullable(
        (R) client.resource(resource).subresource("status").patch(CONTEXT, patch));
  }
}
