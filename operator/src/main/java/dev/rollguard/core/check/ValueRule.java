package dev.rollguard.core.check;

import static dev.rollguard.core.gate.Outcome.Fail;
import static dev.rollguard.core.gate.Outcome.Inconclusive;
import static dev.rollguard.core.gate.Outcome.NoData;
import static dev.rollguard.core.gate.Outcome.Pass;

import dev.cel.bundle.Cel;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.rollguard.core.cel.Expression;
import dev.rollguard.core.cel.InvalidExpressionException;
import dev.rollguard.core.cel.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a query gave: {@code value} when it is one series, {@code values} always. Immutable
 * and thread-safe; compile once.
 */
public final class ValueRule {
  private final Expression pass;
  private final @Nullable Expression fail;

  private ValueRule(Expression pass, @Nullable Expression fail) {
    this.pass = pass;
    this.fail = fail;
  }

  /**
   * @param fail null: what does not pass fails; else what does neither is inconclusive
   */
  public static ValueRule compile(String pass, @Nullable String fail) throws InvalidCheckException {
    try {
      return new ValueRule(
          Expression.compile(Lazy.LANGUAGE, "pass", pass),
          fail == null ? null : Expression.compile(Lazy.LANGUAGE, "fail", fail));
    } catch (InvalidExpressionException e) {
      throw new InvalidCheckException(e);
    }
  }

  /** One number for each series; a number that is none is no data, whatever the others are. */
  public Finding judge(List<Double> values) {
    if (values.isEmpty()) {
      return new Finding(
          NoData, "The query gave nothing; see that there is traffic and that the query finds it.");
    }
    if (!values.stream().allMatch(Double::isFinite)) {
      return new Finding(
          NoData,
          "%s is not a number; the query divides by zero, as it does without traffic."
              .formatted(seen(values)));
    }
    var variables = variables(values);
    return switch (pass.test(variables)) {
      case Expression.Result.Unknown unknown -> unknown(pass, unknown, values);
      case Expression.Result.Known(var passes) when fail == null ->
          passes ? new Finding(Pass, seen(values)) : misses(values);
      case Expression.Result.Known(var passes) -> judge(passes, fail, variables, values);
    };
  }

  private Finding judge(
      boolean passes, Expression failing, Map<String, Object> variables, List<Double> values) {
    return switch (failing.test(variables)) {
      case Expression.Result.Unknown unknown -> unknown(failing, unknown, values);
      case Expression.Result.Known(var fails) when passes && fails ->
          between(values, "both passes %s and fails %s; mend the template", failing);
      case Expression.Result.Known(var fails) when fails ->
          new Finding(Fail, "%s; it fails by %s.".formatted(seen(values), failing.shown()));
      case Expression.Result.Known(var _) when passes -> new Finding(Pass, seen(values));
      case Expression.Result.Known(var _) ->
          between(values, "neither passes %s nor fails %s", failing);
    };
  }

  private Finding misses(List<Double> values) {
    return new Finding(Fail, "%s; it passes by %s.".formatted(seen(values), pass.shown()));
  }

  private Finding between(List<Double> values, String how, Expression failing) {
    return new Finding(
        Inconclusive, seen(values) + " " + how.formatted(pass.shown(), failing.shown()) + ".");
  }

  private static Finding unknown(
      Expression expression, Expression.Result.Unknown unknown, List<Double> values) {
    var why =
        unknown.lacks() && values.size() > 1
            ? "value is there for one series only, and the query gave %d: use values, or aggregate the query to one series"
                .formatted(values.size())
            : unknown.why();
    return new Finding(Inconclusive, "%s cannot be told: %s.".formatted(expression.shown(), why));
  }

  private static Map<String, Object> variables(List<Double> values) {
    var variables = new HashMap<String, Object>();
    variables.put("values", values);
    if (values.size() == 1) {
      variables.put("value", values.getFirst());
    }
    return variables;
  }

  private static String seen(List<Double> values) {
    return (values.size() == 1 ? "value " : "values ") + Numbers.list(values);
  }

  /** Made with the first rule, for it takes a while. */
  private static final class Lazy {
    static final Cel LANGUAGE =
        Language.of(
            Map.of("value", SimpleType.DOUBLE, "values", ListType.create(SimpleType.DOUBLE)));
  }
}
