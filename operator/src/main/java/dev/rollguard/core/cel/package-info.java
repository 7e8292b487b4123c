/**
 * Expressions that people write in the Common Expression Language, for checks and for risk: one
 * language, one bound on what they may cost, one way to say what is wrong with them.
 *
 * <p>Pure: no Kubernetes type, no Jackson, no clock, no I/O may enter. CEL comes from dev.cel.
 */
@NullMarked
package dev.rollguard.core.cel;

import org.jspecify.annotations.NullMarked;
