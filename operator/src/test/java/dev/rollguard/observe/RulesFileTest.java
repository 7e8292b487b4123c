package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollguard.core.risk.InvalidRulesException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesFileTest {
  private static String refusal(@Nullable String text) {
    return catchThrowableOfType(InvalidRulesException.class, () -> RulesFile.compile(text))
        .getMessage();
  }

  @Test
  void rulesAreReadFromYaml() throws Exception {
    var text =
        """
        - name: a
          risk: High
          when: >-
            change.latest
            || change.restart
          reason: why
        - {name: b, risk: Low, when: true, reason: always}
        """;

    assertThat(RulesFile.compile(text).size()).isEqualTo(2);
    assertThat(RulesFile.compile("[]").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: b", "just text", "5", "~"})
  void whatIsNoListIsRefused(String text) {
    assertThat(refusal(text))
        .isEqualTo("rules.yaml is no list; write one rule after the other, and [] for none.");
  }

  @Test
  void aKeyThatIsMissingIsSaid() {
    assertThat(refusal(null))
        .isEqualTo("The key rules.yaml is missing; put the list of rules there.");
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() {
    assertThat(refusal("- name: a\n  risk: [High\n- name: b\n"))
        .startsWith("rules.yaml is not YAML (line 3,");
    assertThat(refusal("- name: a\n  name: b\n")).startsWith("rules.yaml is not YAML (line 2,");
  }

  @Test
  void aFieldThatNobodyKnowsIsRefused() {
    assertThat(refusal("- {name: a, risk: Low, when: 'true', reason: r, reasons: r}"))
        .isEqualTo("Rule 1 has the field \"reasons\"; it may have name, risk, when and reason.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a", "- [a]", "- ~", "- {name: [a], risk: {}, when: ~}"})
  void whatIsNoRuleHasNothingThatARuleNeeds(String text) {
    assertThat(refusal(text)).startsWith("Rule 1 has no name;").contains("Rule 1 has no when;");
  }

  @Test
  void aTextWithoutAnEndIsNotRead() {
    assertThat(refusal("#".repeat(200_000)))
        .isEqualTo("rules.yaml is longer than 131072 characters; write fewer rules.");
  }
}
