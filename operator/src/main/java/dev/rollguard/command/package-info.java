/**
 * The commands of the image besides running: uninstall, check, warm-up. Each does its job and ends.
 */
@NullMarked
package dev.rollguard.command;

import org.jspecify.annotations.NullMarked;
