package dev.rollguard.controller.change;

import dev.rollguard.audit.AuditAction;
import dev.rollguard.audit.AuditDraft;
import dev.rollguard.audit.AuditEntry;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.observe.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a story is about.
 *
 * @param change as it was when it was decided; empty when nothing is on record
 */
record About(Workload workload, Optional<ChangeFact> change) {
  static About of(Workload workload) {
    return new About(workload, Optional.empty());
  }

  static About of(Workload workload, ChangeFact change) {
    return new About(workload, Optional.of(change));
  }

  /** The newest request that is on record. */
  static About newest(Workload workload, Situation situation) {
    return new About(
        workload, situation.active().stream().max(Comparator.comparing(ChangeFact::requestedTime)));
  }

  /** Whoever took it back. A rejection has its own line, which names who rejected. */
  AuditDraft actor(AuditDraft draft) {
    return change
        .flatMap(c -> c.handling().cancel().or(() -> c.handling().revert()))
        .map(asked -> draft.actor(asked.by()))
        .orElse(draft);
  }

  /** An audit line about it. */
  AuditDraft draft(AuditAction action, String message) {
    var meta = workload.getMetadata();
    var draft = AuditEntry.of(action, message).deployment(meta.getNamespace(), meta.getName());
    return change
        .map(c ->
            draft
                .change(meta.getNamespace(), c.name())
                .template(c.templateHash())
                .type(c.type())
                .risk(c.handling().risk())
                .requested(c.handling().requesters(), c.requestedTime()))
        .orElseGet(() ->
            draft
                .template(workload.getSpec().getTemplateHash())
                .requested(
                    new Requesters(workload.getRequestedBy(), List.of()),
                    workload.getRequestedAt()));
  }
}
