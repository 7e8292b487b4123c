/**
 * {@code kubectl rollguard}: reads and writes our kinds with the user's own kubeconfig and rights.
 * It decides with the core and reads with {@code observe}; controllers, policies and the operator
 * framework may not enter, because a command must answer at once.
 */
@NullMarked
package dev.rollguard.cli;

import org.jspecify.annotations.NullMarked;
