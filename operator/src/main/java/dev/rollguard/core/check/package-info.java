/**
 * The judge: what a sample, a check and a whole run of checks come to, by an expression, by a
 * comparison with a baseline or by counting.
 *
 * <p>Pure: no Kubernetes type, no Jackson, no clock, no I/O may enter. What was not measured is
 * never a pass and never zero. CEL comes from core.cel, statistics from commons-statistics.
 */
@NullMarked
package dev.rollguard.core.check;

import org.jspecify.annotations.NullMarked;
