/** Fabric8's server mock as a small API server that fails when it is told to. Tests only. */
@NullMarked
package dev.rollguard.faults;

import org.jspecify.annotations.NullMarked;
