package dev.rollguard.core.risk;

import dev.rollguard.core.cel.Expression;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Texts;
import java.util.Map;
import java.util.Optional;

/** A rule that compiled. */
record Rule(String name, Risk risk, Expression when, String reason) {

  /** What a rule says of a change. */
  record Word(Risk risk, String reason) {}

  /** Empty when it does not apply. */
  Optional<Word> on(Map<String, Object> variables) {
    return switch (when.test(variables)) {
      case Expression.Result.Known(var holds) when !holds -> Optional.empty();
      case Expression.Result.Known _ ->
          Optional.of(
              new Word(risk, "%s (%s): %s.".formatted(name, risk, Texts.withoutFullStop(reason))));
      // Nobody knows what it would have found.
      case Expression.Result.Unknown(var why, var _) ->
          Optional.of(
              new Word(
                  Risk.Critical,
                  "%s (%s): the rule cannot be told, because %s; mend the rule."
                      .formatted(name, Risk.Critical, why)));
    };
  }
}
