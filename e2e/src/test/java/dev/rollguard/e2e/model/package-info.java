/** Random states of a site, and what becomes of a rollout in each: as told before, and as it is. */
@NullMarked
package dev.rollguard.e2e.model;

import org.jspecify.annotations.NullMarked;
