package dev.rollguard.core.risk;

import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.gate.Risk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules of an organisation. All of them are asked; the highest risk wins, and everything that
 * applies is told, highest first. So a rule more can only raise a risk. Immutable and thread-safe.
 */
public final class RiskRules {
  /** As many lines as a Change shows. */
  private static final int MOST_REASONS = 32;

  private static final String NOTHING = "no rule applies, so it counts as %s.".formatted(Risk.Low);

  private final List<Rule> rules;

  private RiskRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * @throws InvalidRulesException naming everything that is wrong at once; then none of them counts
   */
  public static RiskRules compile(List<RuleText> texts) throws InvalidRulesException {
    return new RiskRules(RuleCompiler.compile(texts));
  }

  /** How many there are. */
  public int size() {
    return rules.size();
  }

  /** What the rules come to for one change. */
  public Assessment assess(RiskFact fact) {
    var variables = Variable.of(fact);
    var words =
        rules.stream()
            .map(rule -> rule.on(variables))
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(Rule.Word::risk).reversed())
            .toList();
    return words.isEmpty()
        ? new Assessment(Risk.Low, List.of(NOTHING))
        : new Assessment(
            words.getFirst().risk(), bounded(words.stream().map(Rule.Word::reason).toList()));
  }

  private static List<String> bounded(List<String> reasons) {
    if (reasons.size() <= MOST_REASONS) {
      return reasons;
    }
    var kept = new ArrayList<>(reasons.subList(0, MOST_REASONS - 1));
    kept.add("and %d more.".formatted(reasons.size() - kept.size()));
    return List.copyOf(kept);
  }
}
