/** What a real API server says to the definitions in {@code crds/} and to objects of them. */
@NullMarked
package dev.rollguard.e2e.crd;

import org.jspecify.annotations.NullMarked;
