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

  /** A group is an opaque name, but one that nobody can see or that spans lines is a mistake. */
  static final String GROUPS_NAMED =
      "self.all(g, g.matches('^[^\\\\p{Z}\\\\p{C}]([^\\\\p{Zl}\\\\p{Zp}\\\\p{C}]*[^\\\\p{Z}\\\\p{C}])?$'))";

  static final String GROUPS_NAMED_MESSAGE =
      "a group must be a name in a single line, without blanks before and after it, such as sre.";
  static final String GROUPS_DISTINCT = "self.all(g, self.exists_one(h, h == g))";
  static final String GROUPS_DISTINCT_MESSAGE = "groups must be distinct; name each group once.";
  static final String VALID_FOR_MESSAGE =
      "validFor must be written with h, m and s in this order, with at most five digits each, such"
          + " as 4h or 1h30m.";
  static final String VALID_FOR_RANGE_MESSAGE =
      "validFor must be longer than 0s and at most 720h (30 days).";
  static final String SOAK_MESSAGE =
      "soak must be written with h, m and s in this order, with at most five digits each, such as"
          + " 5m or 1h30m, or 0s for none.";
  static final String SOAK_RANGE_MESSAGE = "soak must be at most 24h.";
  static final String AFTER_DISTINCT =
      "self.all(a, self.exists_one(b, b.datacenter == a.datacenter))";
  static final String AFTER_DISTINCT_MESSAGE =
      "after must name each datacenter once; keep one entry, with the longer soak.";
  static final String AFTER_OTHERS =
      "!has(self.gates) || !has(self.gates.after)"
          + " || !self.gates.after.exists(a, a.datacenter == self.datacenter)";
  static final String AFTER_OTHERS_MESSAGE =
      "gates.after must name other datacenters than the window's own; a datacenter cannot come after"
          + " itself.";
  static final String AFTER_RANGE_MESSAGE = "soak must be at most 720h (30 days).";

  private ControlRules() {}
}
