/**
 * What recorded changes would have met under a window that is not there. Pure: it asks the gates of
 * the core and nothing else.
 */
@NullMarked
package dev.rollguard.cli.simulate;

import org.jspecify.annotations.NullMarked;
