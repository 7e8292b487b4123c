package dev.rollguard.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the reference page of the audit log. */
final class AuditReference {
  private static final Instant TIME = Instant.parse("2026-05-21T00:42:10.250Z");
  private static final String INTRO =
      """
      # The audit log

      <!-- Generated from AuditEntry and AuditAction. Do not edit: mvn -pl operator test -Dtest=AuditReferenceTest -Dregenerate -->

      What the operator decided, and what became of it, is one JSON object a line on standard output, beside the other
      log lines. `ROLLGUARD_LOG_LEVEL` does not change that. Select it by its first field:

      ```sh
      kubectl logs -n rollguard -l app.kubernetes.io/name=rollguard --prefix=false --tail=-1 | grep '^{"logger":"rollguard.audit"'
      ```

      The replica that leads writes them, and a log ends with its pod: ship the logs of all replicas to where records are kept.

      - A decision is told when it is new, not at every look: a held change gets another line when the first reason
        against it changes, also across restarts of the operator.
      - A line is written at most once, after what it tells of was done. What a crash between the two swallows stands
        in the status of the `Change`, the `Fault` or the `BreakGlass`. A line that cannot be written stops nothing.
      - Texts are one line of UTF-8 and bounded. There is no value of an environment variable and no secret in them;
        what people write as a reason, cause or evidence is repeated.
      - Within schema version 1 no field is renamed, removed or given another meaning, and no action either. New fields
        and actions may come: ignore what you do not know.

      The [JSON Schema](audit.schema.json) says the same for programs.

      ## Fields
      What is absent is left out.

      | Field | Type | Meaning |
      |---|---|---|
      """;

  private AuditReference() {}

  static String write() {
    var page = new StringBuilder(INTRO);
    AuditSchema.fields()
        .forEach(f ->
            page.append(
                "| `%s` | %s | %s |\n"
                    .formatted(f.getName(), AuditSchema.type(f), AuditSchema.meaning(f))));
    page.append("\nEvery line has ").append(names(AuditSchema.ALWAYS.stream())).append(".\n");
    page.append("\n## Actions\n| Action | What happened | Fields that are always there |\n");
    page.append("|---|---|---|\n");
    Stream.of(AuditAction.values())
        .forEach(a ->
            page.append(
                "| [`%s`](#%s) | %s | %s |\n"
                    .formatted(
                        a,
                        a.name().toLowerCase(Locale.ROOT),
                        a.sentence(),
                        names(a.subject().fields().stream()))));
    page.append("\n## Examples\n");
    Stream.of(AuditAction.values())
        .forEach(a -> page.append("### %s\n```json\n%s\n```\n\n".formatted(a, example(a))));
    return page.toString().stripTrailing() + "\n";
  }

  /** The line that the audit log writes for it. */
  static String example(AuditAction action) {
    var lines = new ArrayList<String>();
    new AuditLog(() -> TIME, AuditExamples.OPERATOR, lines::add).write(AuditExamples.of(action));
    return lines.getFirst();
  }

  private static String names(Stream<String> fields) {
    return fields.map("`%s`"::formatted).collect(Collectors.joining(", "));
  }
}
