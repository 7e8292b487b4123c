/**
 * What the acting commands send: from what was typed to the object, and the sentences about it.
 * Pure; nothing here asks the API server or the clock.
 */
@NullMarked
package dev.rollguard.cli.request;

import org.jspecify.annotations.NullMarked;
