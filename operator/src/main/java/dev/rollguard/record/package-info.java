/**
 * Writes down what was decided: statuses, conditions, events. Around the gate everything fails
 * open: a record that cannot be written never stops a hold or a release.
 */
@NullMarked
package dev.rollguard.record;

import org.jspecify.annotations.NullMarked;
