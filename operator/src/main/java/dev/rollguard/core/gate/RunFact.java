package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of checks as the gates see it.
 *
 * @param external whether somebody else ran the test and reported how it ended
 * @param template name of the CheckTemplate
 * @param args as they stand in its spec
 * @param templateHash the pod template that it is about; empty for a fault
 * @param attempt what the operator wrote to tell its runs apart; empty for those of people
 * @param byOperator whether the operator created it
 * @param end how it ended; empty while it runs
 * @param samples what it measured last, one line each, the newest last; empty while it runs
 * @param waitsFor what a person must mend before it can run, a sentence; else empty
 */
public record RunFact(
    String name,
    Purpose purpose,
    boolean external,
    String template,
    Map<String, String> args,
    String templateHash,
    String attempt,
    boolean byOperator,
    Instant createdTime,
    Optional<End> end,
    List<String> samples,
    String waitsFor) {

  /** How a run ended. */
  public record End(Outcome outcome, String message, Instant time) {}

  /** As it stands in messages. */
  public String title() {
    return "CheckRun/" + name;
  }
}
