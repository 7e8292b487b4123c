package dev.rollguard.core.schedule;

/** The message is one sentence: the field, what is wrong, what is right. */
public final class InvalidScheduleException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidScheduleException(String sentence) {
    super(sentence);
  }
}
