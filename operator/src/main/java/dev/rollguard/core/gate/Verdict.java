package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Optional;

/** What one gate answers for one window. Reason and message are shown unchanged everywhere. */
public sealed interface Verdict {

  /** One line for people. */
  String message();

  /** This gate has nothing against the rollout; the next one is asked. */
  record Pass(String message) implements Verdict {}

  /** This window lets the rollout through at once; its later gates are not asked. */
  record Exempt(Reason reason, String message) implements Verdict {}

  /**
   * The rollout waits.
   *
   * @param retryAt when the answer may change by the passing of time alone
   */
  record Hold(Reason reason, String message, Optional<Instant> retryAt) implements Verdict {}

  /** The change is refused for good. */
  record Reject(Reason reason, String message) implements Verdict {}
}
