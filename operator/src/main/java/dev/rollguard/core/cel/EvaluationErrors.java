package dev.rollguard.core.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;

/** What went wrong in an evaluation, without the values that it went wrong with. */
final class EvaluationErrors {
  private EvaluationErrors() {}

  static boolean lacks(CelEvaluationException e) {
    return e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND;
  }

  static String clause(CelEvaluationException e) {
    if (e.getCause() instanceof Budget.Exceeded) {
      return Budget.CLAUSE;
    }
    return switch (e.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> "it reads a field that is not there";
      case INDEX_OUT_OF_BOUNDS -> "it reads past the end of a list";
      case OVERLOAD_NOT_FOUND -> "an operator or a function does not fit what it is given";
      case DIVIDE_BY_ZERO -> "it divides by zero";
      case BAD_FORMAT -> "a text cannot be read as what it is turned into";
      case NUMERIC_OVERFLOW -> "a number is too great";
      case ITERATION_BUDGET_EXCEEDED -> Budget.CLAUSE;
      case INVALID_ARGUMENT -> "a function is given what it cannot take, such as a bad pattern";
      case AMBIGUOUS_OVERLOAD, DUPLICATE_ATTRIBUTE, TYPE_NOT_FOUND, INTERNAL_ERROR ->
          "it went wrong";
    };
  }
}
