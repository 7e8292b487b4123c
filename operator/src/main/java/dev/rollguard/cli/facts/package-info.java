/** Turns what a command read into the core's facts, where {@code observe} needs a cache for it. */
@NullMarked
package dev.rollguard.cli.facts;

import org.jspecify.annotations.NullMarked;
