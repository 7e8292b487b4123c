/** The chart's own objects on a real API server: static policies and the roles for people. */
@NullMarked
package dev.rollguard.e2e.chart;

import org.jspecify.annotations.NullMarked;
