package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.core.gate.Outcome;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRuleTest {
  private static final Map<String, Object> JSON = new HashMap<>();

  static {
    JSON.put("ready", true);
    JSON.put("name", "cart");
    JSON.put("count", 5);
    JSON.put("long", 5_000_000_000L);
    JSON.put("huge", new BigInteger("123456789012345678901234567890"));
    JSON.put("share", 0.25);
    JSON.put("none", null);
    JSON.put("parts", Arrays.asList(Map.of("ok", true, "n", 1), Map.of("ok", true, "n", 2)));
    JSON.put("mixed", Arrays.asList(1, null, "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status == 200",
        "status in [200, 204] && durationMs < 500",
        "body.contains('ready') && !body.matches('err(or)?')",
        "json.ready",
        "json.ready == true && json.name == 'cart'",
        "json.count == 5 && json.count + 1 == 6 && json.count < 5.5",
        "json.long > 4000000000",
        "json.share < 1",
        "json.huge > 1e20",
        "json.none == null",
        "has(json.name) && !has(json.absent)",
        "json.parts.all(p, p.ok) && json.parts[1].n == 2 && size(json.parts) == 2",
        "json.parts.exists(p, p.n * 2 == 4)",
        "json.mixed[1] == null && json.mixed[0] == 1 && 'a' in json.mixed",
        "json['name'].startsWith('ca')"
      })
  void anAnswerThatIsAsItMustBePasses(String pass) throws Exception {
    assertThat(AnswerRule.compile(pass).judge(answer(Optional.of(JSON))))
        .isEqualTo(new Finding(Outcome.Pass, "status 200 in 12 ms"));
  }

  @Test
  void anAnswerThatIsNotFails() throws Exception {
    assertThat(AnswerRule.compile("json.count > 5").judge(answer(Optional.of(JSON))))
        .isEqualTo(
            new Finding(Outcome.Fail, "status 200 in 12 ms; it passes by \"json.count > 5\"."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json.absent == 1",
        "json.name",
        "json.name > 1",
        "json.parts[7].ok",
        "int(json.name) == 1",
        "body.matches(json.name + '(')",
        "json.parts.map(p, p.absent).size() == 2"
      })
  void whatCannotBeToldIsInconclusiveAndQuotesNoValue(String pass) throws Exception {
    var finding = AnswerRule.compile(pass).judge(answer(Optional.of(JSON)));

    assertThat(finding.outcome()).isEqualTo(Outcome.Inconclusive);
    assertThat(finding.message())
        .startsWith("status 200 in 12 ms; \"" + pass + "\" cannot be told: ")
        .endsWith(".")
        .doesNotContain("cart");
  }

  @Test
  void anAnswerThatIsNotJsonIsToldWhereJsonIsRead() throws Exception {
    assertThat(AnswerRule.compile("json.ready").judge(answer(Optional.empty())))
        .isEqualTo(
            new Finding(
                Outcome.Inconclusive,
                "status 200 in 12 ms; \"json.ready\" cannot be told: the answer is not JSON."));
    assertThat(AnswerRule.compile("status == 200").judge(answer(Optional.empty())).outcome())
        .isEqualTo(Outcome.Pass);
  }

  @Test
  void jsonMayBeAListOrAPlainValue() throws Exception {
    assertThat(AnswerRule.compile("json[1] == 2").judge(answer(Optional.of(List.of(1, 2)))))
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.Pass);
    assertThat(AnswerRule.compile("json == 'ok'").judge(answer(Optional.of("ok"))))
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.Pass);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[body].map(b, b + b + b + b + b + b).map(b, b + b + b + b + b + b).exists(b, b == '')",
        "json.exists(x, body.contains('needle'))",
        "json.exists(x, body.matches('(a|aa)+b'))",
        "json.exists(x, body.matches('(a|aa)+b')) || true",
        "[body, body].map(b, json.map(x, b + b)).size() == 1"
      })
  void workOnAHugeAnswerEnds(String pass) throws Exception {
    var huge =
        new AnswerFact(
            200, "a".repeat(1 << 20), Optional.of(java.util.Collections.nCopies(9_000, 1)), 12);
    var rule = AnswerRule.compile(pass);
    var start = System.nanoTime();

    var finding = rule.judge(huge);

    assertThat(finding.outcome()).isEqualTo(Outcome.Inconclusive);
    assertThat(finding.message()).endsWith("cannot be told: it takes too many steps.");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void copiesOfCopiesAreComparedInTime() throws Exception {
    var pair = ".map(a, [" + "a,".repeat(40) + "a])";
    var copies = "[1]" + pair + pair;

    assertThat(AnswerRule.compile(copies + " == " + copies).judge(answer(Optional.empty())))
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.Pass);
  }

  @Test
  void anExpressionOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> AnswerRule.compile("status"))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessage(
            "pass: \"status\" is not CEL that is true or false (1:1: expected type 'bool' but found 'int'); mend it.");
  }

  private static AnswerFact answer(Optional<Object> json) {
    return new AnswerFact(200, "{\"ready\": true}", json, 12);
  }
}
