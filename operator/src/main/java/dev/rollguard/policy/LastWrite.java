package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Who wrote an object last, and when, as the API server stamped it. */
final class LastWrite {
  private LastWrite() {}

  /** Stamps are cut to seconds: the write was before the next one. */
  static Instant of(HasMetadata object, Instant now) {
    return entry(object)
        .map(e -> Instant.parse(e.getTime()).plusSeconds(1))
        .filter(t -> t.isBefore(now))
        .orElse(now);
  }

  /** For a sentence: by whom; empty when nobody can be named. */
  static String by(HasMetadata object) {
    return entry(object).map(e -> ", last by " + e.getManager()).orElse("");
  }

  private static Optional<ManagedFieldsEntry> entry(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(e -> e.getTime() != null)
        .max(Comparator.comparing(ManagedFieldsEntry::getTime));
  }
}
