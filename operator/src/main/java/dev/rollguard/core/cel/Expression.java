package dev.rollguard.core.cel;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.rollguard.core.gate.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One CEL expression that answers true or false. What it says about an error is in words of its
 * own: those of the library quote values, which may be secret.
 */
public final class Expression {
  private static final int MOST_SHOWN = 120;

  /** Only orders, such as below, take different types. */
  private static final Pattern MIXED_NUMBERS =
      Pattern.compile("applied to '\\((double, int|int, double)\\)'");

  /**
   * A comprehension's variable used twice doubles what it stands for, so a chain of them would grow
   * without a bound that steps could see.
   */
  private static final int MOST_COMPREHENSIONS = 4;

  /** What an evaluation comes to. */
  public sealed interface Result {
    record Known(boolean holds) implements Result {}

    /**
     * It cannot be told.
     *
     * @param why a clause
     * @param lacks whether a variable or a field was asked for that is not there
     */
    record Unknown(String why, boolean lacks) implements Result {}
  }

  private final String text;
  private final CelRuntime.Program program;

  private Expression(String text, CelRuntime.Program program) {
    this.text = text;
    this.program = program;
  }

  /**
   * @param field that holds the expression, for the message, such as {@code pass}
   */
  public static Expression compile(Cel language, String field, String text)
      throws InvalidExpressionException {
    if (text.getBytes(StandardCharsets.UTF_8).length > Language.MOST_BYTES) {
      throw new InvalidExpressionException(
          "%s is longer than %d bytes; write a shorter expression."
              .formatted(field, Language.MOST_BYTES));
    }
    try {
      var tree = language.compile(text).getAst();
      if (comprehensions(tree) > MOST_COMPREHENSIONS) {
        throw new InvalidExpressionException(
            "%s: %s has more than %d of all, exists, exists_one, filter and map; write fewer."
                .formatted(field, shown(text), MOST_COMPREHENSIONS));
      }
      return new Expression(text, language.createProgram(tree));
    } catch (CelValidationException e) {
      throw new InvalidExpressionException(
          "%s: %s is not CEL that is true or false (%s%s); %s."
              .formatted(field, shown(text), place(e), first(e), remedy(e)));
    } catch (CelEvaluationException e) {
      throw new InvalidExpressionException(
          "%s: %s cannot be prepared (%s); mend it."
              .formatted(field, shown(text), EvaluationErrors.clause(e)));
    }
  }

  /** As it stands in messages: quoted, one line, cut. */
  public String shown() {
    return shown(text);
  }

  public Result test(Map<String, Object> variables) {
    try {
      return program.trace(variables, new Budget()) instanceof Boolean holds
          ? new Result.Known(holds)
          : new Result.Unknown("what it reads is not true or false", false);
    } catch (CelEvaluationException e) {
      return new Result.Unknown(EvaluationErrors.clause(e), EvaluationErrors.lacks(e));
    } catch (Budget.Exceeded e) {
      return new Result.Unknown(Budget.CLAUSE, false);
    } catch (RuntimeException e) {
      // An error of the library's own must not stop whoever asks, and never tells that it holds.
      return new Result.Unknown("it went wrong", false);
    }
  }

  private static long comprehensions(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
        .count();
  }

  /** Line and column, counted from one; the whole expression has none. */
  private static String place(CelValidationException e) {
    List<CelIssue> errors = e.getErrors();
    return errors.stream()
        .findFirst()
        .map(CelIssue::getSourceLocation)
        .filter(at -> at.getLine() > 0)
        .map(at -> "%d:%d: ".formatted(at.getLine(), at.getColumn() + 1))
        .orElse("");
  }

  /** The library's sentence about the first error, without its picture of the place. */
  private static String first(CelValidationException e) {
    List<CelIssue> errors = e.getErrors();
    var message = errors.isEmpty() ? "unknown error" : errors.getFirst().getMessage();
    return Texts.line(message.replace(" (in container '')", ""), MOST_SHOWN);
  }

  private static String remedy(CelValidationException e) {
    return MIXED_NUMBERS.matcher(String.valueOf(e.getMessage())).find()
        ? "write numbers with a point, such as 0.0"
        : "mend it";
  }

  private static String shown(String text) {
    return '"' + Texts.line(text, MOST_SHOWN) + '"';
  }
}
