/**
 * When a window is open: cron, RFC 5545 rules, one-off spans and freezes in any IANA zone.
 *
 * <p>Pure: no clock, no I/O, no Kubernetes type. cron-utils and lib-recur are used as local
 * calendars only; java.time resolves local date-times, because zoned evaluation in those libraries
 * skips the day of a spring gap.
 */
@NullMarked
package dev.rollguard.core.schedule;

import org.jspecify.annotations.NullMarked;
