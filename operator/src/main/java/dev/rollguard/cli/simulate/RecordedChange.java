package dev.rollguard.cli.simulate;

import dev.rollguard.core.gate.ChangeType;
import java.time.Instant;

/**
 * A change that was asked for once.
 *
 * @param workloadUid of its Deployment, to find the change that came after it
 */
public record RecordedChange(
    String namespace,
    String deployment,
    String workloadUid,
    String name,
    ChangeType type,
    Instant requestedTime) {}
