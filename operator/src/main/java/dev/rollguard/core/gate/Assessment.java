package dev.rollguard.core.gate;

import java.util.List;

/**
 * How risky a change is.
 *
 * @param reasons why, one line each
 */
public record Assessment(Risk risk, List<String> reasons) {
  /** Nobody assessed it, so the worst is assumed. */
  public static final Assessment UNKNOWN =
      new Assessment(
          Risk.Critical, List.of("its risk was not assessed, so it counts as Critical."));
}
