/**
 * What happened in a range of time: the changes, holds, overrides, approvals and faults that the
 * cluster's objects tell of, as values and as Markdown. Pure.
 */
@NullMarked
package dev.rollguard.cli.report;

import org.jspecify.annotations.NullMarked;
