/**
 * The compiled policies and their applier on a control plane of their own, without the operator.
 */
@NullMarked
package dev.rollguard.e2e.policy;

import org.jspecify.annotations.NullMarked;
