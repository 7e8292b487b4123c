package dev.rollguard.api.v1alpha1;

/** The validation rules of the gates that people and other changes decide. */
final class ControlRules {
  static final String LONG =
      "!("
          + Rules.DURATION
          + ") || (duration(self) > duration('0s') && duration(self) <= duration('720h'))";
  static final String LONG_OR_NONE =
      "!(" + Rules.DURATION + ") || duration(self) <= duration('720h')";
  static final String DAY = "!(" + Rules.DURATION + ") || duration(self) <= duration('24h')";
  static final String VALID_FOR_MESSAGE =
      "validFor must be written with h, m and s in this order, with at most five digits each, such"
          + " as 4h or 1h30m.";
  static final String VALID_FOR_RANGE_MESSAGE =
      "validFor must be longer than 0s and at most 720h (30 days).";
  static final String SOAK_MESSAGE =
      "soak must be written with h, m and s in this order, with at most five digits each, such as"
          + " 5m or 1h30m, or 0s for none.";
  static final String SOAK_RANGE_MESSAGE = "soak must be at most 24h.";
  static final String AFTER_RANGE_MESSAGE = "soak must be at most 720h (30 days).";

  private ControlRules() {}
}
