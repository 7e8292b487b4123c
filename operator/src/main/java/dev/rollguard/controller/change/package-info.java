/**
 * Deployments and their Changes: observe, decide, act, record. The one place that holds back and
 * releases rollouts.
 */
@NullMarked
package dev.rollguard.controller.change;

import org.jspecify.annotations.NullMarked;
