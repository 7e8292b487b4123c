/** The keys of our log lines, and nothing else. Depends on nothing. */
@NullMarked
package dev.rollguard.log;

import org.jspecify.annotations.NullMarked;
