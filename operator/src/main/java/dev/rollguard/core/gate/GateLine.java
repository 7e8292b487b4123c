package dev.rollguard.core.gate;

/** One gate's verdict for one window. */
public record GateLine(String gate, String window, Verdict verdict) {

  /** One line for the record of a Change: the identifying word first. */
  public String text() {
    return "%s: %s, %s".formatted(gate, word(), verdict.message());
  }

  private String word() {
    return switch (verdict) {
      case Verdict.Pass p -> "passed";
      case Verdict.Exempt e -> "exempt";
      case Verdict.Hold h -> "held";
      case Verdict.Reject r -> "rejected";
    };
  }
}
