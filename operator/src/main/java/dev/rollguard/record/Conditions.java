package dev.rollguard.record;

import dev.rollguard.core.gate.Texts;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Merges conditions by type. The transition time moves only when the status does. */
public final class Conditions {
  public static final int MAX_MESSAGE_BYTES = 1024;

  private final List<Condition> before;
  private final List<Condition> after = new ArrayList<>();
  private final long generation;
  private final Instant now;

  /**
   * @param before the conditions as they are in the cluster
   * @param generation the generation of the spec that was looked at
   */
  public Conditions(List<Condition> before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  public Conditions set(String type, boolean status, String reason, String message) {
    var value = status ? "True" : "False";
    var since =
        find(before, type)
            .filter(c -> value.equals(c.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElse(now.toString());
    after.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(value)
            .withReason(reason)
            .withMessage(Texts.line(message, MAX_MESSAGE_BYTES))
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build());
    return this;
  }

  /** The conditions that were set, sorted by type; others are dropped. */
  public List<Condition> build() {
    after.sort(Comparator.comparing(Condition::getType));
    return List.copyOf(after);
  }

  /** The condition of a type, if there is one. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  /** Whether a condition of that type is true. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).filter(c -> "True".equals(c.getStatus())).isPresent();
  }
}
