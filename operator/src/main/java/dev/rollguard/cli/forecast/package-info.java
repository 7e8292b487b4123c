/** What {@code can-i} answers: what a rollout would meet, decided by the core itself. Pure. */
@NullMarked
package dev.rollguard.cli.forecast;

import org.jspecify.annotations.NullMarked;
