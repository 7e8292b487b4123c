package dev.rollguard.cli;

/** A command cannot go on. The message is the sentence that its user reads. */
final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  FailedException(String sentence) {
    this(Exit.FAILED, sentence);
  }

  FailedException(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
