package dev.rollguard.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;

/**
 * Whether a user claims {@code spec.paused}. The hold's policy leaves the field without an owner,
 * so an owner other than us is a user; so is a manifest with {@code paused: true} that kubectl
 * apply left in its annotation.
 */
final class OwnPause {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private OwnPause() {}

  static boolean claimed(ObjectMeta metadata) {
    return (metadata.getManagedFields() != null
            && metadata.getManagedFields().stream().anyMatch(OwnPause::ownsPaused))
        || (metadata.getAnnotations() != null
            && appliedPaused(metadata.getAnnotations().get(LAST_APPLIED)));
  }

  private static boolean ownsPaused(ManagedFieldsEntry entry) {
    return !Clients.FIELD_MANAGER.equals(entry.getManager())
        && entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.containsKey("f:paused");
  }

  private static boolean appliedPaused(@org.jspecify.annotations.Nullable String manifest) {
    if (manifest == null || !manifest.contains("\"paused\":true")) {
      return false;
    }
    try {
      return JSON.readTree(manifest).at("/spec/paused").asBoolean(false);
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
