package dev.rollguard.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Fault;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Dgolden.update} writes the golden files anew. */
class ReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/rollguard/cli/report");
  private static final Instant NOW = Instant.parse("2026-05-23T00:00:00Z");
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private static Range range(Optional<String> datacenter) {
    return new Range(
        Instant.parse("2026-05-19T15:00:00Z"), Instant.parse("2026-05-22T23:45:00Z"), datacenter);
  }

  private static Kept kept() throws IOException {
    var documents = Files.readString(GOLDEN.resolve("kept.yaml")).split("\n---\n");
    return new Kept(
        all(documents, Change.class),
        all(documents, Approval.class),
        all(documents, BreakGlass.class),
        all(documents, Fault.class));
  }

  private static <T> List<T> all(String[] documents, Class<T> kind) {
    return Stream.of(documents)
        .filter(d -> d.contains("\nkind: " + kind.getSimpleName() + "\n"))
        .map(d -> Serialization.unmarshal(d, kind))
        .toList();
  }

  private static String json(Object value) throws IOException {
    return new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(value)
        + "\n";
  }

  private static void golden(String name, String text) throws IOException {
    var file = GOLDEN.resolve(name);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static Markdown.Style style(Language language) {
    return new Markdown.Style(language, SEOUL, Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @EnumSource
  void isMarkdownInEveryLanguage(Language language) throws IOException {
    var report = Report.of(range(Optional.empty()), kept(), NOW);
    golden("report.%s.md".formatted(language), Markdown.of(report, style(language)));
  }

  @Test
  void isJson() throws IOException {
    golden("report.json", json(Report.of(range(Optional.of("dc1")), kept(), NOW)));
  }

  @Test
  void ofOneDatacenterHasNothingOfTheOther() throws IOException {
    var report = Report.of(range(Optional.of("dc2")), kept(), NOW);
    assertThat(report.changes()).extracting(ChangeRow::change).containsExactly("mail-1");
    assertThat(report.approvals()).isEmpty();
    assertThat(report.overrides()).isEmpty();
    assertThat(report.faults()).isEmpty();
  }

  @Test
  void ofNothingSaysSo() {
    var nothing = new Kept(List.of(), List.of(), List.of(), List.of());
    var report = Report.of(range(Optional.empty()), nothing, NOW);
    assertThat(report.totals().changes()).isZero();
    assertThat(Markdown.of(report, style(Language.en)))
        .contains("## Changes\n\nNone.\n")
        .contains("- Changes: 0\n");
  }

  @ParameterizedTest
  @EnumSource
  void aCellOfATableIsNoMarkup(Language language) throws IOException {
    var text = Markdown.of(Report.of(range(Optional.empty()), kept(), NOW), style(language));
    assertThat(text).contains("env A\\|B added").contains("from=\\[now\\]");
    assertThat(text.lines().filter(l -> l.startsWith("| ")))
        .isNotEmpty()
        .allSatisfy(l -> assertThat(l).endsWith(" |"));
  }

  @ParameterizedTest
  @EnumSource
  void everyPhraseHasAsManyPlacesInEveryLanguage(Phrase phrase) {
    assertThat(places(phrase, Language.ko)).isEqualTo(places(phrase, Language.en));
  }

  private static long places(Phrase phrase, Language language) {
    return phrase.in(language).replaceAll("%[0-9]+[$]", "%").chars().filter(c -> c == '%').count();
  }
}
