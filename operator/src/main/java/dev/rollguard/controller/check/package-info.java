/**
 * Runs of checks and their templates: observe, sample, judge, record. Everything about a run stands
 * in its status, so that whoever leads next goes on where it was.
 */
@NullMarked
package dev.rollguard.controller.check;

import org.jspecify.annotations.NullMarked;
