package dev.rollguard.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How a command shows its result. */
final class Output {
  /** For people, or for programs. */
  enum Format {
    text,
    json,
    yaml
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; default: text.")
  private Format format = Format.text;

  @Option(names = "--no-color", description = "No colours, also on a terminal.")
  private boolean plain;

  /**
   * Prints a result.
   *
   * @param result a record of plain values; its components are the fields for programs
   * @param text the same for people, with a line feed at its end
   */
  <T> void show(Shell shell, T result, Function<Style, String> text) {
    shell
        .out()
        .print(
            switch (format) {
              case text -> text.apply(style(shell));
              case json -> write(new ObjectMapper(), result) + "\n";
              case yaml ->
                  write(
                      new ObjectMapper(
                          new YAMLFactory()
                              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                              .disable(YAMLGenerator.Feature.SPLIT_LINES)
                              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)),
                      result);
            });
    shell.out().flush();
  }

  private Style style(Shell shell) {
    var wanted =
        shell.terminal() && !plain && shell.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return wanted ? Style.COLOURED : Style.PLAIN;
  }

  private static String write(ObjectMapper mapper, Object result) {
    try {
      return mapper
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
