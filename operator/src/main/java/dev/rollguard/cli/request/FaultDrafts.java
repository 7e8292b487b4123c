package dev.rollguard.cli.request;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Resolution;
import dev.rollguard.api.v1alpha1.Severity;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Faults as people tell them. */
public final class FaultDrafts {
  private static final int MAX_SUMMARY = 1024;

  private FaultDrafts() {}

  /**
   * What is told.
   *
   * @param name empty: made from the summary
   * @param since when it began; empty: now
   */
  public record Told(
      Optional<String> name,
      String datacenter,
      String severity,
      String summary,
      Optional<Instant> since) {}

  public static Fault open(Told told, Instant now) {
    var summary = Sentences.line("--summary", told.summary(), MAX_SUMMARY);
    var fault = new Fault();
    fault.setMetadata(
        new ObjectMetaBuilder()
            .withName(told.name().orElseGet(() -> Names.ofSentence(summary, now)))
            .build());
    fault.getSpec().setDatacenter(told.datacenter());
    fault.getSpec().setSeverity(severity(told.severity()));
    fault.getSpec().setSummary(summary);
    told.since().ifPresent(t -> fault.getSpec().setStartTime(t.toString()));
    return fault;
  }

  /** The same fault under a name that is free, when the one made from its summary is not. */
  public static Fault again(Fault fault, Instant now) {
    fault.getMetadata().setName(Names.again(fault.getMetadata().getName(), now));
    return fault;
  }

  /** What {@code fault resolve} sends, as a merge patch. */
  public static Map<String, Object> resolution(String cause, String evidence) {
    var resolution = new Resolution();
    resolution.setCause(Sentences.notBlank("--cause", cause));
    resolution.setEvidence(Sentences.notBlank("--evidence", evidence));
    return Map.of("spec", Map.of("resolution", resolution));
  }

  private static Severity severity(String text) {
    return Arrays.stream(Severity.values())
        .filter(s -> s.name().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() ->
            new BadArgumentException(
                "--severity: \"%s\" is none; write Critical, Major or Minor.".formatted(text)));
  }
}
