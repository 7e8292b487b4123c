/**
 * How risky a change is: the facts about it, the rules that an organisation writes over them in
 * CEL, and what they come to.
 *
 * <p>Pure: no Kubernetes type, no Jackson, no clock, no I/O may enter. The facts are measured
 * elsewhere, never typed in. CEL comes from core.cel.
 */
@NullMarked
package dev.rollguard.core.risk;

import org.jspecify.annotations.NullMarked;
