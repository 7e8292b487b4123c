package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Optional;

/** What one gate answers for one window. Reason and message are shown unchanged everywhere. */
public sealed interface Verdict {

  /** One line for people. */
  String message();

  /**
   * This gate has nothing against the rollout; the next one is asked.
   *
   * @param until when that ends by the passing of time alone
   */
  record Pass(String message, Optional<Instant> until) implements Verdict {
    public Pass(String message) {
      this(message, Optional.empty());
    }
  }

  /** This window lets the rollout through at once; its later gates are not asked. */
  record Exempt(Reason reason, String message) implements Verdict {}

  /**
   * The rollout waits.
   *
   * @param retryAt when the answer may change by the passing of time alone
   */
  record Hold(Reason reason, String message, Optional<Instant> retryAt) implements Verdict {}

  /** The change is refused for good. */
  record Reject(Reason reason, String message) implements Verdict {

    /** The same for what must be stopped before it can be ended. */
    public Hold asHold() {
      return new Hold(reason, message, Optional.empty());
    }
  }
}
