package dev.rollguard.controller.fault;

import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.FaultStatus;
import dev.rollguard.audit.AuditAction;
import dev.rollguard.audit.AuditDraft;
import dev.rollguard.audit.AuditEntry;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.record.Conditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the audit log of the turns in a fault's life, each once. What was told stands in the
 * fault's status; memory only helps while the cache is behind our own write.
 */
final class FaultStory {
  private static final int REMEMBERED = 4096;
  private static final int MAX_CAUSE_BYTES = 512;

  /** Nobody stamped who it was. */
  private static final String NOBODY = "";

  /** What happens to a fault. */
  enum Turn {
    Opened(AuditAction.FaultOpened),
    Reopened(AuditAction.FaultReopened),
    Resolved(AuditAction.FaultResolved),
    Closed(AuditAction.FaultClosed);

    private final AuditAction action;

    Turn(AuditAction action) {
      this.action = action;
    }
  }

  private final AuditLog audit;
  private final Map<String, Standing> told =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Standing> eldest) {
          return size() > REMEMBERED;
        }
      };

  FaultStory(AuditLog audit) {
    this.audit = audit;
  }

  /**
   * How a fault stands.
   *
   * @param known whether anybody was told of it
   */
  record Standing(boolean known, boolean open, Optional<String> resolvedTime) {
    static Standing of(FaultStatus status) {
      return new Standing(
          Conditions.find(status.getConditions(), ConditionTypes.OPEN).isPresent(),
          Conditions.isTrue(status.getConditions(), ConditionTypes.OPEN),
          Optional.ofNullable(status.getResolvedTime()));
    }

    /** What happened until it came to stand so. */
    List<Turn> since(Standing before) {
      var news = new ArrayList<Turn>();
      var resolvedAnew = !resolvedTime.equals(before.resolvedTime);
      if (!before.known) {
        news.add(Turn.Opened);
      } else if ((before.resolvedTime.isPresent() && resolvedAnew) || (open && !before.open)) {
        news.add(Turn.Reopened);
      }
      if (resolvedTime.isPresent() && resolvedAnew) {
        news.add(Turn.Resolved);
      }
      if (!open && (before.open || !before.known || resolvedAnew)) {
        news.add(Turn.Closed);
      }
      return news;
    }
  }

  /**
   * @param before the status as it was when the fault was looked at
   * @param after the status that was written
   */
  void tell(Fault fault, FaultStatuses.View view, FaultStatus before, FaultStatus after) {
    var now = Standing.of(after);
    now.since(remember(fault, before, now))
        .forEach(turn -> audit.write(() -> draft(fault, view, turn, after)));
  }

  private synchronized Standing remember(Fault fault, FaultStatus before, Standing now) {
    var last = told.put(String.valueOf(fault.getMetadata().getUid()), now);
    return last == null ? Standing.of(before) : last;
  }

  private static AuditDraft draft(
      Fault fault, FaultStatuses.View view, Turn turn, FaultStatus status) {
    var draft =
        AuditEntry.of(turn.action, message(fault, turn, status))
            .datacenter(fault.getSpec().getDatacenter())
            .fault(fault.getMetadata().getName(), view.fault().severity());
    Conditions.find(status.getConditions(), ConditionTypes.OPEN)
        .ifPresent(open -> draft.reason(open.getReason()));
    return switch (turn) {
      case Opened -> draft.actor(view.openedBy());
      case Resolved -> draft.actor(view.resolvedBy().orElse(NOBODY));
      case Reopened -> draft.actor(NOBODY);
      case Closed -> draft;
    };
  }

  private static String message(Fault fault, Turn turn, FaultStatus status) {
    var spec = fault.getSpec();
    return switch (turn) {
      case Opened -> spec.getSummary();
      case Resolved ->
          Optional.ofNullable(spec.getResolution())
              .map(r -> "Cause: %s; evidence: %s.".formatted(cut(r.getCause()), r.getEvidence()))
              .orElse("Resolved.");
      case Reopened -> "It counts again. " + status.getSummary();
      case Closed -> "Resolved and quiet; it holds no change any more.";
    };
  }

  /** The evidence must have room beside it. */
  private static String cut(String cause) {
    return Texts.line(Texts.withoutFullStop(cause), MAX_CAUSE_BYTES);
  }
}
