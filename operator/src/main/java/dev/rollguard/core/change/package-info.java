/**
 * What a requested rollout is: its template's hash, how it differs from what runs, its type, where
 * it stands, and what is to be done next.
 *
 * <p>Pure: no Kubernetes type, no clock, no I/O may enter. JSON trees are Jackson's.
 */
@NullMarked
package dev.rollguard.core.change;

import org.jspecify.annotations.NullMarked;
