package dev.rollguard.audit;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An audit line while it is put together. What is not said is left out. */
public final class AuditDraft {
  private final AuditAction action;
  private final String message;
  private @Nullable String datacenter;
  private @Nullable String namespace;
  private @Nullable String deployment;
  private @Nullable String change;
  private @Nullable String templateHash;
  private @Nullable ChangeType type;
  private @Nullable String requestedBy;
  private List<String> alsoRequestedBy = List.of();
  private @Nullable String requestedTime;
  private @Nullable String actor;
  private @Nullable Risk risk;
  private @Nullable String reason;
  private List<String> windows = List.of();
  private List<String> gates = List.of();
  private boolean holdEnded;
  private @Nullable String breakGlass;
  private @Nullable String approval;
  private @Nullable Boolean counted;
  private @Nullable String fault;
  private @Nullable Severity severity;

  AuditDraft(AuditAction action, String message) {
    this.action = action;
    this.message = message;
  }

  public AuditDraft datacenter(String name) {
    datacenter = name;
    return this;
  }

  public AuditDraft deployment(String inNamespace, String name) {
    namespace = inNamespace;
    deployment = name;
    return this;
  }

  public AuditDraft change(String inNamespace, String name) {
    namespace = inNamespace;
    change = name;
    return this;
  }

  public AuditDraft template(String hash) {
    templateHash = hash;
    return this;
  }

  public AuditDraft type(ChangeType kind) {
    type = kind;
    return this;
  }

  public AuditDraft requested(Requesters who, String time) {
    requestedBy = who.by();
    alsoRequestedBy = who.others();
    requestedTime = time;
    return this;
  }

  /** Who caused it. Without this it was the operator by itself; empty: nobody is known. */
  public AuditDraft actor(String user) {
    actor = user;
    return this;
  }

  public AuditDraft risk(Risk assessed) {
    risk = assessed;
    return this;
  }

  public AuditDraft reason(Reason why) {
    return reason(why.name());
  }

  public AuditDraft reason(String why) {
    reason = why;
    return this;
  }

  /** What every gate of every window answered. */
  public AuditDraft decision(Decision decision) {
    windows = decision.lines().stream().map(GateLine::window).filter(w -> !w.isEmpty()).toList();
    gates = decision.lines().stream().filter(l -> !l.trivial()).map(GateLine::text).toList();
    return this;
  }

  /** The hold ended just now. */
  public AuditDraft holdEnded() {
    holdEnded = true;
    return this;
  }

  public AuditDraft breakGlass(String name) {
    breakGlass = name;
    return this;
  }

  public AuditDraft approval(String name, boolean counts) {
    approval = name;
    counted = counts;
    return this;
  }

  public AuditDraft fault(String name, Severity howSevere) {
    fault = name;
    severity = howSevere;
    return this;
  }

  AuditEntry at(Instant now, String operatorUser) {
    return new AuditEntry(
        AuditLog.LOGGER,
        AuditEntry.SCHEMA_VERSION,
        now.truncatedTo(ChronoUnit.MILLIS).toString(),
        action,
        datacenter,
        namespace,
        deployment,
        change,
        templateHash,
        type,
        requestedBy,
        alsoRequestedBy,
        requestedTime,
        actor == null ? operatorUser : actor,
        risk,
        reason,
        message,
        windows,
        gates,
        heldSeconds(now),
        breakGlass,
        approval,
        counted,
        fault,
        severity);
  }

  private @Nullable Long heldSeconds(Instant now) {
    return holdEnded
        ? Optional.ofNullable(requestedTime)
            .flatMap(Moments::parse)
            .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
            .orElse(null)
        : null;
  }
}
