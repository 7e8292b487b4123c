package dev.rollguard.controller.check;

/** A Secret does not hold what is asked for, or must not be read. The message is one sentence. */
final class UnreadableSecretException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableSecretException(String sentence) {
    super(sentence);
  }
}
