package dev.rollguard.cli.request;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeRef;
import dev.rollguard.api.v1alpha1.Confirmation;
import dev.rollguard.core.gate.Moments;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Overrides in an emergency, and the word of the second person. */
public final class Overrides {
  private static final int MAX_SENTENCE = 1024;

  private Overrides() {}

  /** Of every change of a datacenter. */
  public static BreakGlass ofDatacenter(String datacenter, String reason, Optional<Instant> until) {
    var override = draft(datacenter, reason, until);
    override.getSpec().setDatacenter(datacenter);
    return override;
  }

  /** Of one Change alone. */
  public static BreakGlass ofChange(Change change, String reason, Optional<Instant> until) {
    var override = draft(change.getSpec().getWorkloadRef().getName(), reason, until);
    var ref = new ChangeRef();
    ref.setNamespace(change.getMetadata().getNamespace());
    ref.setName(change.getMetadata().getName());
    override.getSpec().setChangeRef(ref);
    return override;
  }

  private static BreakGlass draft(String subject, String reason, Optional<Instant> until) {
    var override = new BreakGlass();
    override.setMetadata(new ObjectMetaBuilder().withGenerateName(Names.prefix(subject)).build());
    override.getSpec().setReason(Sentences.line("--reason", reason, MAX_SENTENCE));
    until.ifPresent(u -> override.getSpec().setUntil(Moments.seconds(u)));
    return override;
  }

  /** As people would write it; of a draft only. */
  public static String yaml(BreakGlass draft) {
    return Serialization.asYaml(draft)
        .replaceFirst("^---\n", "")
        .replaceFirst("\nstatus: \\{}\n$", "\n");
  }

  /** The one Change that it names, as {@code namespace/name}. */
  public static Optional<String> change(BreakGlass override) {
    return Optional.ofNullable(override.getSpec().getChangeRef())
        .map(c -> c.getNamespace() + "/" + c.getName());
  }

  /** What {@code break-glass confirm} sends, as a merge patch. */
  public static Map<String, Object> confirmation(String comment) {
    var confirmation = new Confirmation();
    confirmation.setComment(Sentences.line("--comment", comment, MAX_SENTENCE));
    return Map.of("spec", Map.of("confirmation", confirmation));
  }
}
