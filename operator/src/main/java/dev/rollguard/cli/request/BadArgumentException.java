package dev.rollguard.cli.request;

/** Something typed cannot be understood; the message is for the person who typed it. */
public final class BadArgumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadArgumentException(String message) {
    super(message);
  }
}
