package dev.rollguard.core.check;

/** Which way a canary may not differ from its baseline. */
public enum Direction {
  /** More is worse, as with errors. */
  Increase,
  /** Less is worse, as with requests served. */
  Decrease,
  /** Any change is worse. */
  Either
}
