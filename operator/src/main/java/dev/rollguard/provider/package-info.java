/**
 * Calls to servers that checks ask: Prometheus and plain HTTP. Every call is bounded in time, size
 * and number, and only targets that are allowed are called.
 *
 * <p>Knows no Kubernetes type and judges nothing. No header value and no body may enter a message.
 */
@NullMarked
package dev.rollguard.provider;

import org.jspecify.annotations.NullMarked;
