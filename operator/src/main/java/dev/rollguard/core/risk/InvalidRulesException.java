package dev.rollguard.core.risk;

import java.util.List;

/**
 * All that is wrong with some rules, one sentence each: which rule, what and where, what is right.
 */
public final class InvalidRulesException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidRulesException(List<String> problems) {
    super(String.join(" ", problems));
  }
}
