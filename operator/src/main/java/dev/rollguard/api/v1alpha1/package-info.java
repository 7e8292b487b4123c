/**
 * The kinds of {@code rollguard.dev/v1alpha1} as plain beans: spec, status, enums, names.
 *
 * <p>Only data may enter here. Nothing of the operator may be imported, and no decision is made
 * here; what an absent field means is in {@link dev.rollguard.api.v1alpha1.Defaults}.
 */
@NullMarked
package dev.rollguard.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
