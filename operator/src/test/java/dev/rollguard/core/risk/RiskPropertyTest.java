package dev.rollguard.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import dev.rollguard.core.change.RandomTemplates;
import dev.rollguard.core.change.TemplateFacts;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any two templates are assessed, and a rule more never makes a change less risky. */
class RiskPropertyTest {
  private static final int RUNS = 200;

  private static final List<String> CONDITIONS =
      List.of(
          "change.imageOnly",
          "!change.firstDeploy",
          "change.tagJump != 'none'",
          "size(change.other) > 1",
          "change.env.exists(e, e.startsWith('D'))",
          "change.env[2] == 'X'",
          "1 / change.images == 1",
          "blast.share > 0.5",
          "faults.closedHoursAgo < 24.0",
          "history.failedHoursAgo * 2.0 < 100.0");

  @Test
  void anyTwoTemplatesAreAssessedAndARuleMoreOnlyRaisesTheRisk() {
    Seeds.forEach(
        RUNS,
        random -> {
          var fact = fact(random);
          var rules = new ArrayList<RuleText>();
          var last = Risk.Low;
          for (var i = 0; i < 6; i++) {
            rules.add(random.nextInt(rules.size() + 1), rule(random, i));
            var now = RiskRules.compile(rules).assess(fact);
            assertThat(now.risk()).isGreaterThanOrEqualTo(last);
            assertThat(now.reasons()).isNotEmpty().noneMatch(String::isBlank);
            last = now.risk();
          }
        });
  }

  @Test
  void theOrderOfRulesDoesNotMatter() {
    Seeds.forEach(
        RUNS,
        random -> {
          var fact = fact(random);
          var rules = new ArrayList<RuleText>();
          for (var i = 0; i < 6; i++) {
            rules.add(rule(random, i));
          }
          var before = RiskRules.compile(rules).assess(fact);
          Collections.shuffle(rules, random);

          var after = RiskRules.compile(rules).assess(fact);

          assertThat(after.risk()).isEqualTo(before.risk());
          assertThat(after.reasons()).containsExactlyInAnyOrderElementsOf(before.reasons());
        });
  }

  @Test
  void theChartsRulesHaveAnAnswerForEverything() {
    var rules = ChartRules.compile();
    Seeds.forEach(
        RUNS,
        random ->
            assertThat(rules.assess(fact(random)).reasons())
                .isNotEmpty()
                .noneMatch(r -> r.contains("cannot be told")));
  }

  private static RuleText rule(Random random, int number) {
    var risks = Risk.values();
    return new RuleText(
        "r" + number,
        risks[random.nextInt(risks.length)].name(),
        CONDITIONS.get(random.nextInt(CONDITIONS.size())),
        "so");
  }

  private static RiskFact fact(Random random) {
    var types = ChangeType.values();
    var to = RandomTemplates.any(random);
    return new RiskFact(
        types[random.nextInt(types.length)],
        random.nextInt(5) == 0
            ? TemplateFacts.first(to)
            : TemplateFacts.between(RandomTemplates.any(random), to),
        new BlastFact(random.nextInt(100), random.nextInt(1_000)),
        new PastFact(random.nextInt(3), ago(random), ago(random), ago(random)));
  }

  private static Optional<Duration> ago(Random random) {
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(Duration.ofMinutes(random.nextInt(5_000)));
  }
}
