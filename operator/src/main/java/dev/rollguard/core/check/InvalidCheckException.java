package dev.rollguard.core.check;

import dev.rollguard.core.cel.InvalidExpressionException;

/** The message is one sentence: the field, what is wrong, what is right. */
public final class InvalidCheckException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidCheckException(String sentence) {
    super(sentence);
  }

  InvalidCheckException(InvalidExpressionException cause) {
    super(cause.getMessage(), cause);
  }
}
