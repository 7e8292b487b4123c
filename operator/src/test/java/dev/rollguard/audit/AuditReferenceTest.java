package dev.rollguard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and page are what the code writes, and the schema refuses what is wrong. */
class AuditReferenceTest {
  /** After a change: {@code mvn -pl operator test -Dtest=AuditReferenceTest -Dregenerate}. */
  private static final Path SCHEMA = Path.of("../docs/reference/audit.schema.json");

  private static final Path REFERENCE = Path.of("../docs/reference/audit.md");

  @Test
  void theSchemaIsThatOfTheRecord() throws IOException {
    check(SCHEMA, AuditSchema.write());
  }

  @Test
  void thePageShowsEveryFieldAndAction() throws IOException {
    check(REFERENCE, AuditReference.write());
  }

  private static void check(Path file, String content) throws IOException {
    if (System.getProperty("regenerate") != null) {
      Files.writeString(file, content);
    }
    assertThat(file).hasContent(content);
  }

  @ParameterizedTest
  @EnumSource
  void everyActionHasAnExampleThatIsValid(AuditAction action) {
    var line = AuditLines.valid(AuditReference.example(action));

    assertThat(line.path("action").asText()).isEqualTo(action.name());
    assertThat(line.fieldNames()).toIterable().containsAll(action.subject().fields());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"schemaVersion\":\"1\",",
        "\"logger\":\"rollguard.audit\",",
        "\"deployment\":\"chat-api\",",
        "\"namespace\":\"chat\","
      })
  void theSchemaRefusesALineWithoutWhatIsAlwaysThere(String field) {
    var line = AuditReference.example(AuditAction.Held);
    assertThat(line).contains(field);

    assertThat(AuditLines.problems(line.replace(field, ""))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FaultOpened", "Approved", "BreakGlassOpened", "Invented"})
  void theSchemaRefusesAnActionWithoutItsSubject(String other) {
    var line = AuditReference.example(AuditAction.Held);

    assertThat(AuditLines.problems(line.replace("\"Held\"", "\"" + other + "\""))).isNotEmpty();
  }
}
