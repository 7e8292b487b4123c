package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Selector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {
  private static final Map<String, String> LABELS = Map.of("env", "prod", "tier", "chat", "e", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                            | true
          matchLabels: {env: prod}                                      | true
          matchLabels: {env: prod, tier: chat}                          | true
          matchLabels: {env: prod, tier: web}                           | false
          matchLabels: {zone: a}                                        | false
          matchLabels: {e: ""}                                          | true
          matchExpressions: [{key: env, operator: In, values: [a, prod]}]     | true
          matchExpressions: [{key: env, operator: In, values: [a]}]           | false
          matchExpressions: [{key: zone, operator: In, values: [a]}]          | false
          matchExpressions: [{key: env, operator: NotIn, values: [a]}]        | true
          matchExpressions: [{key: env, operator: NotIn, values: [a, prod]}]  | false
          matchExpressions: [{key: zone, operator: NotIn, values: [a]}]       | true
          matchExpressions: [{key: env, operator: Exists}]              | true
          matchExpressions: [{key: zone, operator: Exists}]             | false
          matchExpressions: [{key: env, operator: DoesNotExist}]        | false
          matchExpressions: [{key: zone, operator: DoesNotExist}]       | true
          matchExpressions: [{key: env, operator: Exists}, {key: zone, operator: Exists}]  | false
          {matchLabels: {env: prod}, matchExpressions: [{key: tier, operator: DoesNotExist}]}  | false
          {matchLabels: {env: test}, matchExpressions: [{key: tier, operator: Exists}]}        | false
          matchExpressions: [{key: env, operator: Gt, values: ["1"]}]   | true
          """)
  void selectsAsTheApiServerDoes(String selector, boolean expected) {
    assertThat(
            Selectors.matches(Serialization.unmarshal("---\n" + selector, Selector.class), LABELS))
        .isEqualTo(expected);
  }

  @Test
  void anAbsentSelectorSelectsEverything() {
    assertThat(Selectors.matches(null, Map.of())).isTrue();
  }
}
