package dev.rollguard.e2e.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What becomes of a rollout.
 *
 * @param reason one word, why it does not start; empty when it does, or when the API server refused
 *     it
 */
public record Fate(Kind kind, String reason) {
  public static final Fate ROLLS_OUT = new Fate(Kind.RollsOut, "");
  public static final Fate REFUSED = new Fate(Kind.Refused, "");
  static final Fate UNDECIDED = new Fate(Kind.Undecided, "");

  /** The ways in which it may go. */
  public enum Kind {
    RollsOut,
    Held,
    Refused,
    /** Nobody has said yet. */
    Undecided
  }

  static Fate held(String reason) {
    return new Fate(Kind.Held, reason);
  }

  /** As {@code can-i -o json} tells it. */
  public static Fate told(JsonNode forecast) {
    if (forecast.path("free").asBoolean()) {
      return ROLLS_OUT;
    }
    return forecast.path("refused").asBoolean() ? REFUSED : held(forecast.path("reason").asText());
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? kind.name() : kind + " " + reason;
  }
}
