package dev.rollguard.core.cel;

/** The message is one sentence: which expression, what is wrong and where, what is right. */
public final class InvalidExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidExpressionException(String sentence) {
    super(sentence);
  }
}
