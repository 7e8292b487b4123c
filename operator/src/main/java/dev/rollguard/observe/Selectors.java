package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Selector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Label selectors with the semantics of the API server (metav1.LabelSelector): all requirements
 * must hold; an absent or empty selector selects everything. An unknown operator selects, because
 * what a window might cover must not slip through.
 */
final class Selectors {
  private Selectors() {}

  static boolean matches(@Nullable Selector selector, Map<String, String> labels) {
    if (selector == null) {
      return true;
    }
    return selector.getMatchLabels().entrySet().stream()
            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && selector.getMatchExpressions().stream().allMatch(r -> matches(r, labels));
  }

  private static boolean matches(Selector.Requirement requirement, Map<String, String> labels) {
    var value = labels.get(requirement.getKey());
    return switch (String.valueOf(requirement.getOperator())) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> true;
    };
  }
}
