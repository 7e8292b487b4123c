/** The operator's configuration: read once from the environment, every error reported at start. */
@NullMarked
package dev.rollguard.config;

import org.jspecify.annotations.NullMarked;
