/** Entry point and wiring: the only place where objects are constructed. */
@NullMarked
package dev.rollguard;

import org.jspecify.annotations.NullMarked;
