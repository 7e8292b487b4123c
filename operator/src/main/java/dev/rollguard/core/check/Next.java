package dev.rollguard.core.check;

import java.time.Instant;

/** What a check does next. */
public sealed interface Next {
  /**
   * It takes a sample.
   *
   * @param at not before; may be past
   */
  record SampleAt(Instant at) implements Next {}

  /** It takes no more. */
  record Finished(Finding finding) implements Next {}
}
