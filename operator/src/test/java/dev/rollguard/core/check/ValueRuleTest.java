package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rollguard.core.gate.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueRuleTest {
  static Stream<Arguments> findings() {
    return Stream.of(
        arguments("value < 0.01", null, 0.004, Outcome.Pass, "value 0.004"),
        arguments(
            "value < 0.01", null, 0.12, Outcome.Fail, "value 0.12; it passes by \"value < 0.01\"."),
        arguments("value < 0.01", "value > 0.05", 0.004, Outcome.Pass, "value 0.004"),
        arguments(
            "value < 0.01",
            "value > 0.05",
            0.12,
            Outcome.Fail,
            "value 0.12; it fails by \"value > 0.05\"."),
        arguments(
            "value < 0.01",
            "value > 0.05",
            0.03,
            Outcome.Inconclusive,
            "value 0.03 neither passes \"value < 0.01\" nor fails \"value > 0.05\"."),
        arguments(
            "value < 2",
            "value > 1",
            1.5,
            Outcome.Inconclusive,
            "value 1.5 both passes \"value < 2\" and fails \"value > 1\"; mend the template."),
        arguments("value == 0.0", null, 0.0, Outcome.Pass, "value 0"));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void aValueIsJudged(
      String pass, @Nullable String fail, double value, Outcome outcome, String message)
      throws Exception {
    assertThat(ValueRule.compile(pass, fail).judge(List.of(value)))
        .isEqualTo(new Finding(outcome, message));
  }

  @Test
  void noSeriesIsNoDataWhateverTheExpressionSays() throws Exception {
    assertThat(ValueRule.compile("true", null).judge(List.of()))
        .isEqualTo(
            new Finding(
                Outcome.NoData,
                "The query gave nothing; see that there is traffic and that the query finds it."));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberIsNoDataEvenAmongOthers(double value) throws Exception {
    assertThat(ValueRule.compile("values.size() > 0", null).judge(List.of(1.0, value)))
        .isEqualTo(
            new Finding(
                Outcome.NoData,
                "values 1, %s is not a number; the query divides by zero, as it does without traffic."
                    .formatted(value)));
  }

  @Test
  void severalSeriesAreJudgedTogether() throws Exception {
    var rule = ValueRule.compile("values.all(v, v < 1)", "values.exists(v, v > 2)");

    assertThat(rule.judge(List.of(0.1, 0.2)).outcome()).isEqualTo(Outcome.Pass);
    assertThat(rule.judge(List.of(0.1, 1.5)).outcome()).isEqualTo(Outcome.Inconclusive);
    assertThat(rule.judge(List.of(0.1, 3.0)).message())
        .isEqualTo("values 0.1, 3; it fails by \"values.exists(v, v > 2)\".");
  }

  @Test
  void valueOfSeveralSeriesCannotBeTold() throws Exception {
    assertThat(ValueRule.compile("value < 1", null).judge(List.of(0.1, 0.2, 0.3)))
        .isEqualTo(
            new Finding(
                Outcome.Inconclusive,
                "\"value < 1\" cannot be told: value is there for one series only, and the query gave 3: use values, or"
                    + " aggregate the query to one series."));
  }

  @Test
  void whatCannotBeToldNeverPassesInEitherExpression() throws Exception {
    assertThat(ValueRule.compile("values[7] < 1.0", null).judge(List.of(0.1)))
        .isEqualTo(
            new Finding(
                Outcome.Inconclusive,
                "\"values[7] < 1.0\" cannot be told: it reads past the end of a list."));
    assertThat(ValueRule.compile("true", "values[7] > 1.0").judge(List.of(0.1)).outcome())
        .isEqualTo(Outcome.Inconclusive);
    assertThat(ValueRule.compile("1 / int(value) > 0", null).judge(List.of(0.0)).message())
        .endsWith("it divides by zero.");
  }

  @Test
  void manySeriesAreToldInShort() throws Exception {
    assertThat(
            ValueRule.compile("values.size() == 7", null)
                .judge(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0))
                .message())
        .isEqualTo("values 1, 2, 3, 4, 5 and 2 more");
  }

  @Test
  void nestedLoopsOverManySeriesEnd() throws Exception {
    var many = Collections.nCopies(5_000, 1.0);

    assertThat(ValueRule.compile("values.all(v, v < 2)", null).judge(many).outcome())
        .isEqualTo(Outcome.Pass);
    assertThat(
            ValueRule.compile("values.all(v, values.all(w, v <= w))", null).judge(many).message())
        .endsWith("it takes too many steps.");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("valeu < 1", "undeclared reference to 'valeu'"),
        arguments("value", "expected type 'bool' but found 'double'"),
        arguments("value < ", "mismatched input '<EOF>'"),
        arguments("", "mismatched input '<EOF>'"),
        arguments("value < 'a'", "found no matching overload for '_<_'"),
        arguments("json.a == 1", "undeclared reference to 'json'"),
        arguments("\"".repeat(5), "extraneous input"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anExpressionThatCannotBeIsRefused(String pass, String why) {
    assertThatThrownBy(() -> ValueRule.compile(pass, null))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageStartingWith("pass: \"")
        .hasMessageContaining(" is not CEL that is true or false (")
        .hasMessageContaining(why)
        .hasMessageEndingWith("); mend it.");
  }

  @Test
  void theRefusalNamesTheField() {
    assertThatThrownBy(() -> ValueRule.compile("true", "x"))
        .hasMessage(
            "fail: \"x\" is not CEL that is true or false (1:1: undeclared reference to 'x'); mend it.");
  }

  @Test
  void aWholeNumberWhereADecimalOneIsNeededIsExplained() {
    assertThatThrownBy(() -> ValueRule.compile("value * 100 < 5", null))
        .hasMessageStartingWith("pass: \"value * 100 < 5\" is not CEL")
        .hasMessageEndingWith("; write numbers with a point, such as 0.0.");
  }

  static Stream<Arguments> excesses() {
    return Stream.of(
        arguments("'" + "a".repeat(4095) + "' == ''", "is longer than 4096 bytes"),
        arguments("'" + "가".repeat(1400) + "' == ''", "is longer than 4096 bytes"),
        arguments("1" + "+1".repeat(200) + " == 1", "recursion limit"),
        arguments("[" + "1,".repeat(300) + "1].size() == 1", "limit"),
        arguments("[1]" + ".map(a, [a, a])".repeat(5) + ".size() == 1", "more than 4 of all,"));
  }

  @ParameterizedTest
  @MethodSource("excesses")
  void anExpressionThatCouldRunAwayIsRefused(String pass, String why) {
    assertThatThrownBy(() -> ValueRule.compile(pass, null))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining(why)
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }
}
