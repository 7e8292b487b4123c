package dev.rollguard.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.gate.Risk;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskRulesTest {
  private static RuleText rule(String name, String risk, String when) {
    return new RuleText(name, risk, when, "because of " + name);
  }

  private static Assessment assess(Facts facts, RuleText... rules) throws InvalidRulesException {
    return RiskRules.compile(List.of(rules)).assess(facts.fact());
  }

  private static String refusal(RuleText... rules) {
    return catchThrowableOfType(
            InvalidRulesException.class, () -> RiskRules.compile(List.of(rules)))
        .getMessage();
  }

  @Test
  void allRulesThatApplyAreToldAndTheHighestWins() throws Exception {
    assertThat(
            assess(
                Facts.dull(),
                rule("small", "Low", "change.imageOnly"),
                rule("never", "Critical", "change.security"),
                rule("big", "High", "blast.replicas >= 10"),
                rule("some", "Medium", "change.images == 1")))
        .isEqualTo(
            new Assessment(
                Risk.High,
                List.of(
                    "big (High): because of big.",
                    "some (Medium): because of some.",
                    "small (Low): because of small.")));
  }

  @Test
  void whereNoRuleAppliesTheRiskIsLowAndItSaysSo() throws Exception {
    assertThat(assess(Facts.dull(), rule("never", "High", "change.security")))
        .isEqualTo(new Assessment(Risk.Low, List.of("no rule applies, so it counts as Low.")));
    assertThat(assess(Facts.dull()).risk()).isEqualTo(Risk.Low);
  }

  @Test
  void aRuleThatFailsWhenItRunsCountsAsCriticalAndIsNamed() throws Exception {
    var assessment = assess(Facts.dull(), rule("first-name", "Low", "change.env[0] == 'A'"));

    assertThat(assessment.risk()).isEqualTo(Risk.Critical);
    assertThat(assessment.reasons())
        .containsExactly(
            "first-name (Critical): the rule cannot be told, because it reads past the end of a list; mend the rule.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 / (change.containers - 1) > 0",
        "int('x' + change.tagJump) > 0",
        "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, a + b + c + d > 0 && 'x'.matches('x') && 1 + 1 + 1 + 1 + 1 == 5))))"
      })
  void whateverGoesWrongCountsAsCritical(String when) throws Exception {
    assertThat(assess(Facts.dull(), rule("r", "Low", when)).risk()).isEqualTo(Risk.Critical);
  }

  @Test
  void anErrorNamesTheRuleAndThePositionInIt() {
    assertThat(refusal(rule("major", "High", "change.imageOnly &&\n  change.tagJmp == 'major'")))
        .isEqualTo(
            "Rule major, when: \"change.imageOnly &&   change.tagJmp == 'major'\" is not CEL that is true or false (2:3: undeclared reference to 'change'); mend it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "change.imageOnly ||                ; (1:",
        "change.images                      ; (1:7: expected type 'bool' but found 'int')",
        "change.env == 'A'                  ; (1:12: found no matching overload for '_==_'",
        "blast.shares > 0.2                 ; (1:1: undeclared reference to 'blast')",
        "change.tagJump > 1                 ; (1:16: found no matching overload for '_>_'",
        "tagJump == 'major'                 ; (1:1: undeclared reference to 'tagJump')"
      })
  void whatIsMisspeltOrOfAnotherTypeIsRefusedWithItsPosition(String when, String error) {
    assertThat(refusal(rule("r", "High", when))).startsWith("Rule r, when: ").contains(error);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            refusal(
                rule("fine", "High", "true"),
                rule("Fine", "High", "true"),
                rule("fine", "high", "true"),
                new RuleText(null, null, null, null),
                new RuleText("two-lines", "Low", "true", "one\ntwo")))
        .isEqualTo(
            "Rule 2 has the name \"Fine\"; name it in lower-case letters, digits and dashes."
                + " Rule fine is there twice; give every rule a name of its own."
                + " Rule fine has the risk \"high\"; it must be one of Low, Medium, High, Critical."
                + " Rule 4 has no name; name it in lower-case letters, digits and dashes."
                + " Rule 4 has no risk; it must be one of Low, Medium, High, Critical."
                + " Rule 4 has no when; write one."
                + " Rule 4 has no reason; write one."
                + " Rule two-lines has a reason that is not one line of at most 256 bytes; write less.");
  }

  @Test
  void rulesAreBounded() throws Exception {
    var most = Collections.nCopies(RuleCompiler.MOST_RULES + 1, rule("r", "Low", "true"));

    assertThat(refusal(most.toArray(RuleText[]::new)))
        .isEqualTo("There are 65 rules; at most 64 are looked at, so write fewer.");
    assertThat(refusal(rule("long", "Low", "true" + " || true".repeat(1_000))))
        .isEqualTo("Rule long, when is longer than 4096 bytes; write a shorter expression.");
  }

  @Test
  void aChangeShowsAtMost32Reasons() throws Exception {
    var rules =
        IntStream.range(0, 40)
            .mapToObj(i -> rule("r" + i, i == 39 ? "High" : "Low", "true"))
            .toArray(RuleText[]::new);

    var assessment = assess(Facts.dull(), rules);

    assertThat(assessment.risk()).isEqualTo(Risk.High);
    assertThat(assessment.reasons()).hasSize(32).startsWith("r39 (High): because of r39.");
    assertThat(assessment.reasons().getLast()).isEqualTo("and 9 more.");
  }

  static Stream<String> units() {
    return Stream.of(
        "history.failedHoursAgo == 1.5",
        "faults.closedHoursAgo == 0.25",
        "history.changedHoursAgo > 1e300",
        "blast.share == 0.01",
        "blast.datacenterPods == 1000");
  }

  @ParameterizedTest
  @MethodSource("units")
  void timesAreHoursNeverIsEndlessAndASharesWholeIsOne(String when) throws Exception {
    var facts = Facts.dull().failed(Duration.ofMinutes(90)).faultClosed(Duration.ofMinutes(15));

    assertThat(assess(facts, rule("r", "High", when)).risk()).as(when).isEqualTo(Risk.High);
  }

  /** The cache may be behind: a share is never more than the whole. */
  @Test
  void aDeploymentThatIsNotCountedYetIsAllThereIs() throws Exception {
    var when = rule("r", "High", "blast.share == 1.0 && blast.datacenterPods == 10");

    assertThat(assess(Facts.dull().blast(10, 4), when).risk()).isEqualTo(Risk.High);
    assertThat(assess(Facts.dull().blast(0, 0), rule("r", "High", "blast.share == 0.0")).risk())
        .isEqualTo(Risk.High);
  }
}
