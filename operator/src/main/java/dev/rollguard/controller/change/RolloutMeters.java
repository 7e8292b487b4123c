package dev.rollguard.controller.change;

import dev.rollguard.core.gate.Reason;

/** What is counted about rollouts. Implementations must not throw. */
public interface RolloutMeters {
  void held(Reason reason);

  void released(Reason reason);

  void releaseTook(long nanos);

  void pausedByFault();

  void unguarded();
}
