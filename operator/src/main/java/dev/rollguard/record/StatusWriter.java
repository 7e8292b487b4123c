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
import org.jspecify.annotations.Nullable;

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
  public <S, R extends CustomResource<?, S>> Optional<R> write(R resource, S status) {
    return same(resource, status)
        ? Optional.empty()
        : Optional.ofNullable(patch(resource, set(status)));
  }

  /**
   * As {@link #write}, for a status that counts on from the one that the resource carries: the API
   * server refuses it, as 422, when somebody has written the resource since.
   */
  public <S, R extends CustomResource<?, S>> Optional<R> writeOver(R resource, S status) {
    var version = resource.getMetadata().getResourceVersion();
    return same(resource, status)
        ? Optional.empty()
        : Optional.ofNullable(
            patch(
                resource,
                Map.of("op", "test", "path", "/metadata/resourceVersion", "value", version),
                set(status)));
  }

  private static <S> boolean same(CustomResource<?, S> resource, S status) {
    return JSON.valueToTree(status).equals(JSON.valueToTree(resource.getStatus()));
  }

  private static Map<String, Object> set(Object status) {
    return Map.of("op", "add", "path", "/status", "value", status);
  }

  @SafeVarargs
  @SuppressWarnings("unchecked")
  private <R extends CustomResource<?, ?>> @Nullable R patch(
      R resource, Map<String, ?>... operations) {
    var patch = JSON.valueToTree(List.of(operations)).toString();
    return (R) client.resource(resource).subresource("status").patch(CONTEXT, patch);
  }
}
