package dev.rollguard.core.risk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rules in the values of the chart. */
public final class ChartRules {
  private static final Path VALUES = Path.of("../helm/rollguard/values.yaml");

  private ChartRules() {}

  public static List<RuleText> texts() {
    var texts = new ArrayList<RuleText>();
    json()
        .forEach(rule ->
            texts.add(
                new RuleText(
                    rule.path("name").asText(),
                    rule.path("risk").asText(),
                    rule.path("when").asText(),
                    rule.path("reason").asText())));
    return texts;
  }

  public static RiskRules compile() {
    try {
      return RiskRules.compile(texts());
    } catch (InvalidRulesException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json() {
    try {
      return new YAMLMapper().readTree(VALUES.toFile()).at("/risk/rules");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
