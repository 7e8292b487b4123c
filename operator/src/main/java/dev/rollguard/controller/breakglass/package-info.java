/** Overrides: how far they are. What passes under one is noted by whoever lets it pass. */
@NullMarked
package dev.rollguard.controller.breakglass;

import org.jspecify.annotations.NullMarked;
