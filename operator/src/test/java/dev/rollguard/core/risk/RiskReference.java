package dev.rollguard.core.risk;

import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes what rules about risk may know, and the chart's own rules, as one reference page. */
final class RiskReference {
  private static final String INTRO =
      """
      # Risk

      <!-- Generated from the operator's facts and the chart's values. Do not edit: mvn -pl operator test -Dtest=RiskReferenceTest -Dregenerate -->

      How risky a Change is, computed when it is taken in, never typed in: `status.risk` and, one line for each rule that
      applies, `status.riskReasons`. The rules are the chart's value `risk.rules`, which the chart writes to the ConfigMap
      `rollguard-risk-rules`:
      ```yaml
      risk:
        rules:
        - name: database            # by which reasons and errors call it
          risk: High                # Low, Medium, High or Critical: what the change has at least
          when: change.env.exists(e, e.startsWith('DB_'))     # CEL over the facts below, true or false
          reason: settings of the database change             # one line for people
      ```
      All rules are asked. The highest risk wins; where none applies, it is Low. A list of yours replaces the chart's as a whole.

      **Mistakes.** Rules with any error are refused as a whole: an Event `RiskRulesInvalid` on the ConfigMap and a log line name each
      rule with line and column in its `when`, `rollguard_risk_rules_valid` is 0, `helm test` fails. The last rules that compiled stay
      in force, over a restart too; while there never were any, every change is Critical. A rule that fails when it runs counts as
      Critical and says so. Numbers with a fraction are written with a point: `24.0`, not `24`.

      **Bounds.** %d rules, 4,096 bytes each; an evaluation takes at most 200,000 steps and a rule four comprehensions.

      **What is not looked at.** `strategy`, `replicas` and other fields outside the pod template: only a new template is a rollout,
      and the API server keeps no earlier ones of those to compare with.

      ## Facts
      """
          .formatted(RuleCompiler.MOST_RULES);

  private RiskReference() {}

  static String write() {
    return INTRO
        + "| Fact | Type | Meaning |\n|---|---|---|\n"
        + Arrays.stream(Variable.values()).map(RiskReference::row).collect(Collectors.joining())
        + "\n## The chart's rules\n| Rule | Risk | When |\n|---|---|---|\n"
        + ChartRules.texts().stream().map(RiskReference::row).collect(Collectors.joining());
  }

  private static String row(Variable variable) {
    return "| `%s` | %s | %s |\n".formatted(variable.path(), type(variable), variable.meaning());
  }

  private static String type(Variable variable) {
    return variable.type().equals(SimpleType.BOOL)
        ? "true or false"
        : variable.type().equals(SimpleType.INT)
            ? "whole number"
            : variable.type().equals(SimpleType.DOUBLE)
                ? "number"
                : variable.type().equals(SimpleType.STRING) ? "text" : "list of texts";
  }

  private static String row(RuleText rule) {
    var when = String.valueOf(rule.when()).replaceAll("\\s+", " ").replace("|", "\\|");
    return "| %s: %s | %s | `%s` |\n".formatted(rule.name(), rule.reason(), rule.risk(), when);
  }
}
