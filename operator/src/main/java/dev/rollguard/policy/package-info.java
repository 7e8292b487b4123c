/**
 * Windows and faults become admission policies: a pure compiler, and one applier that keeps the
 * cluster equal to what was compiled.
 *
 * <p>No decision about a single rollout may enter; those are the gates' ({@link
 * dev.rollguard.core.gate}).
 */
@NullMarked
package dev.rollguard.policy;

import org.jspecify.annotations.NullMarked;
