package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.Moments;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns approvals and overrides into the core's facts. */
public final class ControlFacts {
  private ControlFacts() {}

  /** An approval as the gates see it. */
  public static ApprovalFact approval(Approval approval) {
    var spec = approval.getSpec();
    return new ApprovalFact(
        approval.getMetadata().getName(),
        spec.getDecision() == ApprovalDecision.Approve,
        Objects.requireNonNullElse(spec.getApprover(), ""),
        List.copyOf(spec.getGroups()),
        spec.getTemplateHash(),
        Objects.requireNonNullElse(spec.getComment(), ""),
        created(approval));
  }

  /**
   * An override as the gates see it. Only a second person confirms: whoever opened it, and who came
   * too late, do not.
   */
  public static BreakGlassFact breakGlass(BreakGlass glass, BreakGlassFact.Limits limits) {
    var spec = glass.getSpec();
    var created = created(glass);
    var latest = created.plus(limits.longest());
    var confirmUntil = created.plus(limits.confirmWithin());
    var ref = spec.getChangeRef();
    return new BreakGlassFact(
        glass.getMetadata().getName(),
        Objects.requireNonNullElse(spec.getDatacenter(), ""),
        ref == null ? "" : ref.getNamespace() + "/" + ref.getName(),
        spec.getReason(),
        annotation(glass, Labels.OPENED_BY).orElse(""),
        confirmedBy(glass, confirmUntil),
        created,
        Moments.parse(spec.getUntil()).filter(latest::isAfter).orElse(latest),
        confirmUntil);
  }

  private static Optional<String> confirmedBy(BreakGlass glass, Instant confirmUntil) {
    var openedBy = annotation(glass, Labels.OPENED_BY);
    if (glass.getSpec().getConfirmation() == null || openedBy.isEmpty()) {
      return Optional.empty();
    }
    return Moments.parse(annotation(glass, Labels.CONFIRMED_AT).orElse(null))
        .filter(at -> !at.isAfter(confirmUntil))
        .flatMap(at -> annotation(glass, Labels.CONFIRMED_BY))
        .filter(by -> !by.equals(openedBy.get()));
  }

  private static Optional<String> annotation(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getAnnotations())
        .map(a -> a.get(key))
        .filter(value -> !value.isEmpty());
  }

  private static Instant created(HasMetadata object) {
    return Instant.parse(object.getMetadata().getCreationTimestamp());
  }
}
