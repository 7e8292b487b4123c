package dev.rollguard.core.check;

/** The message is one sentence: the field, what is wrong, what is right. */
public final class InvalidCheckException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidCheckException(String sentence) {
    super(sentence);
  }
}
