/** What {@code why} answers: the story of one Deployment as a record of plain values. Pure. */
@NullMarked
package dev.rollguard.cli.story;

import org.jspecify.annotations.NullMarked;
