package dev.rollguard.cli;

/** The exit codes of every command; scripts rely on them. */
final class Exit {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** The rollout that was asked about is held, or would be. */
  static final int HELD = 3;

  private Exit() {}
}
