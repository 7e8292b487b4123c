package dev.rollguard.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Assessment;
import java.util.Map;
import java.util.Optional;

/**
 * The assessment that a Change carries from its creation on, so that it is there with the very
 * first look at it.
 */
public final class Assessments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Assessments() {}

  /** As it stands in an annotation. */
  public static String write(Assessment assessment) {
    try {
      return JSON.writeValueAsString(assessment);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a Change carries; what cannot be read counts as the worst. */
  public static Assessment of(Change change) {
    return Optional.ofNullable(change.getMetadata().getAnnotations())
        .map((Map<String, String> a) -> a.get(Labels.ASSESSMENT))
        .flatMap(Assessments::read)
        .orElse(Assessment.UNKNOWN);
  }

  private static Optional<Assessment> read(String text) {
    try {
      return Optional.of(JSON.readValue(text, Assessment.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
