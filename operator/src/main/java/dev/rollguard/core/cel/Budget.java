package dev.rollguard.core.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;

/**
 * Ends an evaluation that takes too many steps. A text or a list counts by its size, because work
 * on it takes as long as it is.
 */
final class Budget implements CelEvaluationListener {
  static final String CLAUSE = "it takes too many steps";
  private static final int MOST_STEPS = 200_000;
  private static final int SIZE_OF_A_STEP = 100;

  private int steps;

  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exceeded() {
      super(CLAUSE, null, false, false);
    }
  }

  @Override
  public void callback(CelExpr expression, Object result) {
    var size =
        switch (result) {
          case CharSequence text -> text.length();
          case Collection<?> list -> list.size();
          case null, default -> 0;
        };
    steps += 1 + size / SIZE_OF_A_STEP;
    if (steps > MOST_STEPS) {
      throw new Exceeded();
    }
  }
}
