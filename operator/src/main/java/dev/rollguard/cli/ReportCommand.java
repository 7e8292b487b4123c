package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.report.Kept;
import dev.rollguard.cli.report.Language;
import dev.rollguard.cli.report.Markdown;
import dev.rollguard.cli.report.Range;
import dev.rollguard.cli.report.Report;
import dev.rollguard.cli.request.Times;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What happened. */
@Command(
    name = "report",
    description =
        "Prints the changes, holds, overrides, approvals and faults of a range of time, as Markdown"
            + " or as JSON. It reads what the cluster keeps; older Changes of a Deployment are"
            + " removed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard report --from 7d",
      "  kubectl rollguard report --from 2026-05-01 --to 2026-06-01 --datacenter dc1 --lang ko --time-zone Asia/Seoul",
      "  kubectl rollguard report --from 24h -o json"
    })
final class ReportCommand extends Action {
  @Option(names = "--datacenter", description = "Only what concerns this datacenter.")
  private @Nullable String datacenter;

  @Option(
      names = "--lang",
      defaultValue = "en",
      description = "Language of the headings: ${COMPLETION-CANDIDATES}; default: en.")
  private Language language = Language.en;

  @Option(
      names = "--holds-longer-than",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "Which holds are listed in the Markdown; default: 1m.")
  private String longHold = "1m";

  @Mixin private final Span span = new Span();

  ReportCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var times = span.times(shell);
    var range = new Range(times.from(), times.until(), Optional.ofNullable(datacenter));
    var style =
        new Markdown.Style(
            language, span.zone().id(), Times.duration("--holds-longer-than", longHold));
    var report = Report.of(range, kept(session), shell.clock().instant());
    output.show(shell, report, colours -> Markdown.of(report, style));
    return Exit.OK;
  }

  private static Kept kept(Session session) {
    var client = session.client();
    return new Kept(
        Pages.all(client.resources(Change.class).inAnyNamespace()),
        Pages.all(client.resources(Approval.class).inAnyNamespace()),
        Pages.all(client.resources(BreakGlass.class)),
        Pages.all(client.resources(Fault.class)));
  }
}
