/**
 * The decision: everything observed goes in as values, ordered gates answer, a {@link
 * dev.rollguard.core.gate.Decision} comes out.
 *
 * <p>Pure: no Kubernetes type, no clock, no I/O may enter.
 */
@NullMarked
package dev.rollguard.core.gate;

import org.jspecify.annotations.NullMarked;
