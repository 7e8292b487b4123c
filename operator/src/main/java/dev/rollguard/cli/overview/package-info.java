/** What {@code status} answers: the datacenters as records of plain values. Pure. */
@NullMarked
package dev.rollguard.cli.overview;

import org.jspecify.annotations.NullMarked;
