/**
 * Reads Kubernetes and turns what it reads into the core's immutable inputs: caches of slim copies,
 * and live reads where a cache is not good enough.
 *
 * <p>The only reader of Kubernetes objects for the core. Nothing here writes.
 */
@NullMarked
package dev.rollguard.observe;

import org.jspecify.annotations.NullMarked;
