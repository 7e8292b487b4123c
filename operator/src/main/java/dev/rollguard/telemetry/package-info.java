/** All meters, in one class. */
@NullMarked
package dev.rollguard.telemetry;

import org.jspecify.annotations.NullMarked;
