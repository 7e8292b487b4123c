package dev.rollguard.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Risk;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that the chart ships: each applies where it should, and to its neighbour not. */
class DefaultRulesTest {
  private static final List<RuleText> TEXTS = ChartRules.texts();
  private static final RiskRules RULES = ChartRules.compile();
  private static final Duration LATELY = Duration.ofMinutes(23 * 60 + 59);
  private static final Duration A_DAY_AGO = Duration.ofHours(24);

  private static Facts dull() {
    return Facts.dull();
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        of("first-deploy", dull().type(ChangeType.Create), dull()),
        of(
            "restart-of-many",
            dull().type(ChangeType.Restart).blast(101, 10_000),
            dull().type(ChangeType.Restart).blast(100, 10_000)),
        of("major-version", dull().jump(TagJump.Major), dull().jump(TagJump.Minor)),
        of("latest", dull().latest(true), dull().latest(false)),
        of("security", dull().security(), dull().volumes()),
        of("environment", dull().env("DB_HOST"), dull().env()),
        of("environment", dull().other("envFrom"), dull().other("command")),
        of("volumes", dull().volumes(), dull().security()),
        of("resources-or-probes", dull().resources(), dull().volumes()),
        of("resources-or-probes", dull().probes(), dull()),
        of("other-fields", dull().other("pod.nodeSelector"), dull().other()),
        of("several-containers", dull().containers(3), dull().containers(2)),
        of(
            "several-containers",
            dull().containers(3),
            dull().containers(3).type(ChangeType.Create)),
        of("large-share", dull().blast(21, 100), dull().blast(20, 100)),
        of("large-share", dull().blast(50, 50), dull().blast(49, 49)),
        of("fault-is-open", dull().openFaults(1), dull().openFaults(0)),
        of("fault-closed-lately", dull().faultClosed(LATELY), dull().faultClosed(A_DAY_AGO)),
        of("failed-lately", dull().failed(LATELY), dull().failed(A_DAY_AGO)),
        of("failed-lately", dull().failed(LATELY), dull().failed(LATELY).type(ChangeType.Rollback)),
        of(
            "several-dangers",
            dull().jump(TagJump.Major).failed(LATELY),
            dull().jump(TagJump.Major).failed(A_DAY_AGO)),
        of("several-dangers", dull().security().blast(60, 100), dull().security().blast(10, 100)),
        of(
            "several-dangers",
            dull().security().openFaults(1),
            dull().openFaults(2).faultClosed(LATELY)));
  }

  private static Arguments of(String rule, Facts fires, Facts neighbour) {
    return Arguments.of(rule, fires, neighbour);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleAppliesWhereItShouldAndToItsNeighbourNot(String rule, Facts fires, Facts neighbour) {
    assertThat(RULES.assess(fires.fact()).reasons()).anyMatch(r -> r.startsWith(rule + " ("));
    assertThat(RULES.assess(neighbour.fact()).reasons()).noneMatch(r -> r.startsWith(rule + " ("));
  }

  @Test
  void everyRuleIsTried() {
    var tried = rules().map(a -> a.get()[0]).collect(Collectors.toCollection(HashSet::new));

    assertThat(tried).isEqualTo(TEXTS.stream().map(RuleText::name).collect(Collectors.toSet()));
  }

  static Stream<Arguments> risks() {
    return Stream.of(
        Arguments.of(Risk.Low, dull()),
        Arguments.of(Risk.Low, dull().jump(TagJump.Other)),
        Arguments.of(Risk.Low, dull().type(ChangeType.Restart)),
        Arguments.of(Risk.Medium, dull().type(ChangeType.Create)),
        Arguments.of(Risk.Medium, dull().env("GREETING")),
        Arguments.of(Risk.High, dull().jump(TagJump.Major)),
        Arguments.of(Risk.High, dull().security()),
        Arguments.of(Risk.High, dull().faultClosed(LATELY)),
        Arguments.of(Risk.Critical, dull().security().faultClosed(LATELY)));
  }

  @ParameterizedTest
  @MethodSource("risks")
  void theRiskIsWhatPeopleWouldExpect(Risk risk, Facts facts) {
    assertThat(RULES.assess(facts.fact()).risk()).isEqualTo(risk);
  }

  /** A word that no image ever jumps by would make a rule that never applies. */
  @Test
  void rulesNameOnlyJumpsThatThereAre() {
    var words = Stream.of(TagJump.values()).map(TagJump::word).toList();
    var named = java.util.regex.Pattern.compile("tagJump [!=]= '([^']*)'");

    assertThat(
            TEXTS.stream()
                .flatMap(t -> named.matcher(String.valueOf(t.when())).results())
                .map(m -> m.group(1)))
        .isNotEmpty()
        .allSatisfy(word -> assertThat(words).contains(word));
  }
}
