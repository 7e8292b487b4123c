package dev.rollguard.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.risk.InvalidRulesException;
import dev.rollguard.core.risk.RiskRules;
import dev.rollguard.core.risk.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules about risk as they stand in a ConfigMap: YAML, a list of rules. */
public final class RulesFile {
  /** Of the ConfigMap. */
  public static final String KEY = "rules.yaml";

  private static final int MOST_CHARACTERS = 128 * 1024;
  private static final int MOST_SHOWN = 64;
  private static final Set<String> FIELDS = Set.of("name", "risk", "when", "reason");
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final List<String> problems = new ArrayList<>();

  private RulesFile() {}

  /**
   * @param text null when the ConfigMap has no such key
   * @throws InvalidRulesException naming everything that is wrong at once
   */
  public static RiskRules compile(@Nullable String text) throws InvalidRulesException {
    var file = new RulesFile();
    var texts = file.read(text);
    if (!file.problems.isEmpty()) {
      throw new InvalidRulesException(file.problems);
    }
    return RiskRules.compile(texts);
  }

  private List<RuleText> read(@Nullable String text) {
    if (text == null) {
      problems.add("The key %s is missing; put the list of rules there.".formatted(KEY));
      return List.of();
    }
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          "%s is longer than %d characters; write fewer rules.".formatted(KEY, MOST_CHARACTERS));
      return List.of();
    }
    var list = parse(text);
    if (problems.isEmpty() && !list.isArray()) {
      problems.add(
          "%s is no list; write one rule after the other, and [] for none.".formatted(KEY));
    }
    var rules = new ArrayList<RuleText>();
    list.forEach(rule -> rules.add(rule(rule, rules.size() + 1)));
    return rules;
  }

  private JsonNode parse(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      problems.add(
          "%s is not YAML (line %d, column %d); mend it."
              .formatted(KEY, at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
      return YAML.missingNode();
    }
  }

  private RuleText rule(JsonNode json, int number) {
    json.properties().stream()
        .map(Map.Entry::getKey)
        .filter(field -> !FIELDS.contains(field))
        .forEach(field ->
            problems.add(
                "Rule %d has the field \"%s\"; it may have name, risk, when and reason."
                    .formatted(number, Texts.line(field, MOST_SHOWN))));
    return new RuleText(
        text(json, "name"), text(json, "risk"), text(json, "when"), text(json, "reason"));
  }

  private static @Nullable String text(JsonNode rule, String field) {
    var value = rule.path(field);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }
}
