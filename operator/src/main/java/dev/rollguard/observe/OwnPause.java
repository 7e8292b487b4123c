package dev.rollguard.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user claims {@code spec.paused}. The hold's policy leaves the field without an owner,
 * so an owner other than us is a user; so is a manifest with {@code paused: true} that kubectl
 * apply left in its annotation.
 *
 * <p>Server-side apply owns the field for {@code paused: false} as well. Only a write that did not
 * pause starts a hold, so an entry that is not younger than the hold said false.
 */
final class OwnPause {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private OwnPause() {}

  static boolean claimed(ObjectMeta metadata) {
    var annotations = Optional.ofNullable(metadata.getAnnotations()).orElse(Map.of());
    var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
    var heldSince =
        labels.containsKey(Labels.HELD) ? annotations.getOrDefault(Labels.REQUESTED_AT, "") : "";
    var entries =
        Optional.ofNullable(metadata.getManagedFields()).orElse(List.<ManagedFieldsEntry>of());
    return entries.stream()
            .anyMatch(entry -> ownsPaused(entry) && !saidFalse(entry, entries, heldSince))
        || appliedPaused(annotations.get(LAST_APPLIED));
  }

  private static boolean ownsPaused(ManagedFieldsEntry entry) {
    return !Clients.FIELD_MANAGER.equals(entry.getManager()) && spec(entry).containsKey("f:paused");
  }

  private static boolean saidFalse(
      ManagedFieldsEntry entry, List<ManagedFieldsEntry> all, String heldSince) {
    if (!"Apply".equals(entry.getOperation()) || entry.getTime() == null || heldSince.isEmpty()) {
      return false;
    }
    try {
      var before = Instant.parse(entry.getTime()).compareTo(Instant.parse(heldSince));
      return before < 0 || (before == 0 && !anotherAsked(entry, all));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /**
   * Stamps have whole seconds. When somebody else wrote the template in the second of the hold, the
   * entry may be younger than the hold and have said true: a pause that may be a user's is one.
   */
  private static boolean anotherAsked(ManagedFieldsEntry entry, List<ManagedFieldsEntry> all) {
    return all.stream()
        .filter(other -> !other.equals(entry))
        .filter(other -> !Clients.FIELD_MANAGER.equals(other.getManager()))
        .filter(other -> entry.getTime().equals(other.getTime()))
        .anyMatch(other -> spec(other).containsKey("f:template"));
  }

  private static Map<?, ?> spec(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
            && entry.getFieldsV1().getAdditionalProperties().get(OwnedFields.SPEC)
                instanceof Map<?, ?> spec
        ? spec
        : Map.of();
  }

  private static boolean appliedPaused(@Nullable String manifest) {
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
