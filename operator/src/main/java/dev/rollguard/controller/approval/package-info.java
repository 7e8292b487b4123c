/** Approvals: whether they count, and that they go with their Change. */
@NullMarked
package dev.rollguard.controller.approval;

import org.jspecify.annotations.NullMarked;
