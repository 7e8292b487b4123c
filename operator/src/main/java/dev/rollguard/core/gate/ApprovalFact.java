package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;

/**
 * What somebody decided about a change.
 *
 * @param approves false: it is rejected
 * @param approver the authenticated user; empty when nobody stamped it
 * @param groups of the approver at that time
 * @param templateHash the pod template that was looked at
 * @param comment why; may be empty
 */
public record ApprovalFact(
    String name,
    boolean approves,
    String approver,
    List<String> groups,
    String templateHash,
    String comment,
    Instant createdTime) {}
