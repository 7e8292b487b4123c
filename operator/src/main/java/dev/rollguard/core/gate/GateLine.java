package dev.rollguard.core.gate;

/** One gate's verdict for one window. */
public record GateLine(String gate, String window, Verdict verdict) {

  /** One line for the record of a Change: the identifying word first. */
  public String text() {
    return "%s: %s, %s".formatted(gate, word(), verdict.message());
  }

  /** That nobody paused it and that it is no rollback is not worth a line. */
  public boolean trivial() {
    return verdict instanceof Verdict.Pass && (gate.equals("ownPause") || gate.equals("rollback"));
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
