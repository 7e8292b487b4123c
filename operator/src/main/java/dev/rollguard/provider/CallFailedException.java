package dev.rollguard.provider;

import dev.rollguard.core.gate.Texts;

/** No answer that can be used. The message is one sentence: where, what is wrong, what to do. */
public final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 1024;

  public CallFailedException(String sentence) {
    super(Texts.line(sentence, MOST_BYTES));
  }
}
