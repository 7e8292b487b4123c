package dev.rollguard.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log; its components are the fields of the JSON object, and what is absent
 * is left out. Every text is bounded and one line. A field is never renamed, removed or given
 * another meaning within a schema version; new ones may come.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuditEntry(
    @JsonPropertyDescription("Always rollguard.audit: it selects these lines among all others.")
        String logger,
    @JsonPropertyDescription("Always 1, until a field changes its meaning.") String schemaVersion,
    @JsonPropertyDescription("When it was told, RFC 3339 in UTC, by the API server's clock.")
        String time,
    @JsonPropertyDescription("What happened.") AuditAction action,
    @JsonPropertyDescription("The datacenter of the Deployment or the Fault.")
        @Nullable String datacenter,
    @JsonPropertyDescription("The namespace of the Deployment or the Approval.")
        @Nullable String namespace,
    @JsonPropertyDescription("The name of the Deployment.") @Nullable String deployment,
    @JsonPropertyDescription("The name of the Change, which is in the same namespace.")
        @Nullable String change,
    @JsonPropertyDescription("SHA-256 of the requested pod template, as in the spec of the Change.")
        @Nullable String templateHash,
    @JsonPropertyDescription("What kind of rollout was asked for.") @Nullable ChangeType type,
    @JsonPropertyDescription("The authenticated user who asked for the rollout.")
        @Nullable String requestedBy,
    @JsonPropertyDescription(
            "The authenticated users who asked for what it replaced while that was held, at most "
                + "32.")
        List<String> alsoRequestedBy,
    @JsonPropertyDescription("When the rollout was asked for, RFC 3339.")
        @Nullable String requestedTime,
    @JsonPropertyDescription(
            "The authenticated user who caused what happened: a person or a tool, or the "
                + "operator's own ServiceAccount for what it did by itself. Absent when nobody "
                + "is known.")
        @Nullable String actor,
    @JsonPropertyDescription("How risky the change is; what nobody assessed is Critical.")
        @Nullable Risk risk,
    @JsonPropertyDescription("Why, as one word: the reason of conditions and metrics.")
        @Nullable String reason,
    @JsonInclude @JsonPropertyDescription("Why, as people were told it; at most 1024 bytes.")
        String message,
    @JsonPropertyDescription("The ChangeWindows whose gates decided, at most 32.")
        List<String> windows,
    @JsonPropertyDescription(
            "What the gates answered, one line each as in the status of the Change; at most 32 of "
                + "512 bytes.")
        List<String> gates,
    @JsonPropertyDescription(
            "How long the rollout had been held when the hold ended, in seconds since it was asked "
                + "for.")
        @Nullable Long heldSeconds,
    @JsonPropertyDescription("The name of the BreakGlass.") @Nullable String breakGlass,
    @JsonPropertyDescription("The name of the Approval.") @Nullable String approval,
    @JsonPropertyDescription(
            "Whether the Approval counted when it was told; the message says why not.")
        @Nullable Boolean counted,
    @JsonPropertyDescription("The name of the Fault.") @Nullable String fault,
    @JsonPropertyDescription("How severe the Fault is.") @Nullable Severity severity) {

  static final String SCHEMA_VERSION = "1";

  /** Also of names and users: nobody checked them all. */
  static final int MAX_TEXT_BYTES = 1024;

  static final int MAX_GATE_BYTES = 512;
  static final int MAX_LINES = 32;

  public AuditEntry {
    datacenter = bounded(datacenter);
    namespace = bounded(namespace);
    deployment = bounded(deployment);
    change = bounded(change);
    templateHash = bounded(templateHash);
    requestedBy = bounded(requestedBy);
    alsoRequestedBy = bounded(alsoRequestedBy);
    requestedTime = bounded(requestedTime);
    actor = bounded(actor);
    reason = bounded(reason);
    message = Texts.line(message, MAX_TEXT_BYTES);
    windows = bounded(windows);
    gates = bounded(gates);
    breakGlass = bounded(breakGlass);
    approval = bounded(approval);
    fault = bounded(fault);
  }

  /** A line about that, to be filled in. */
  public static AuditDraft of(AuditAction action, String message) {
    return new AuditDraft(action, message);
  }

  private static @Nullable String bounded(@Nullable String text) {
    return text == null ? null : Texts.line(text, MAX_TEXT_BYTES);
  }

  private static List<String> bounded(List<String> lines) {
    return lines.stream()
        .map(line -> Texts.line(line, MAX_GATE_BYTES))
        .distinct()
        .limit(MAX_LINES)
        .toList();
  }
}
