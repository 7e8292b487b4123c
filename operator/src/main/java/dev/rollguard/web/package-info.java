/** The health and metrics server. */
@NullMarked
package dev.rollguard.web;

import org.jspecify.annotations.NullMarked;
