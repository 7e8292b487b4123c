/** ChangeWindows: observe, decide, record. Their status says who is held and why. */
@NullMarked
package dev.rollguard.controller.window;

import org.jspecify.annotations.NullMarked;
