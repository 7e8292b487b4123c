/**
 * The audit log: one JSON line for each thing that was decided or done, in a schema that does not
 * change. It only writes; nothing here may decide, read the cluster, or stop whoever tells it.
 */
@NullMarked
package dev.rollguard.audit;

import org.jspecify.annotations.NullMarked;
