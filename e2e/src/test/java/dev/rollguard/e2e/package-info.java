/** Scenarios on a real control plane: what must be true, one class for each part of the story. */
@NullMarked
package dev.rollguard.e2e;

import org.jspecify.annotations.NullMarked;
