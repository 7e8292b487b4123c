/** Faults: observe, decide, record. Their status says whether they are open and whom they block. */
@NullMarked
package dev.rollguard.controller.fault;

import org.jspecify.annotations.NullMarked;
