package dev.rollguard.core.check;

import static dev.rollguard.core.gate.Outcome.Fail;
import static dev.rollguard.core.gate.Outcome.Inconclusive;
import static dev.rollguard.core.gate.Outcome.Pass;

import dev.cel.bundle.Cel;
import dev.cel.common.types.SimpleType;
import dev.rollguard.core.cel.Expression;
import dev.rollguard.core.cel.InvalidExpressionException;
import dev.rollguard.core.cel.Language;
import java.util.HashMap;
import java.util.Map;

/**
 * Judges what an HTTP server answered: {@code status}, {@code body}, {@code json} and {@code
 * durationMs}. Immutable and thread-safe; compile once.
 */
public final class AnswerRule {
  private final Expression pass;

  private AnswerRule(Expression pass) {
    this.pass = pass;
  }

  public static AnswerRule compile(String pass) throws InvalidCheckException {
    try {
      return new AnswerRule(Expression.compile(Lazy.LANGUAGE, "pass", pass));
    } catch (InvalidExpressionException e) {
      throw new InvalidCheckException(e);
    }
  }

  /** The body never stands in the message. */
  public Finding judge(AnswerFact answer) {
    var seen = "status %d in %d ms".formatted(answer.status(), answer.durationMs());
    return switch (pass.test(variables(answer))) {
      case Expression.Result.Known(var passes) when passes -> new Finding(Pass, seen);
      case Expression.Result.Known(var _) ->
          new Finding(Fail, "%s; it passes by %s.".formatted(seen, pass.shown()));
      case Expression.Result.Unknown unknown ->
          new Finding(
              Inconclusive,
              "%s; %s cannot be told: %s.".formatted(seen, pass.shown(), why(unknown, answer)));
    };
  }

  private static String why(Expression.Result.Unknown unknown, AnswerFact answer) {
    return unknown.lacks() && answer.json().isEmpty() ? "the answer is not JSON" : unknown.why();
  }

  private static Map<String, Object> variables(AnswerFact answer) {
    var variables = new HashMap<String, Object>();
    variables.put("status", (long) answer.status());
    variables.put("body", answer.body());
    variables.put("durationMs", answer.durationMs());
    answer.json().ifPresent(json -> variables.put("json", CelValues.of(json)));
    return variables;
  }

  /** Made with the first rule, for it takes a while. */
  private static final class Lazy {
    static final Cel LANGUAGE =
        Language.of(
            Map.of(
                "status", SimpleType.INT,
                "body", SimpleType.STRING,
                "json", SimpleType.DYN,
                "durationMs", SimpleType.INT));
  }
}
