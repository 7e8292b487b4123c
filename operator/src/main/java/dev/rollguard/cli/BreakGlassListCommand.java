package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.cli.report.OverrideRow;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The overrides. */
@Command(
    name = "list",
    description = "Lists the overrides that are in force.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard break-glass list",
      "  kubectl rollguard break-glass list --all -o json"
    })
final class BreakGlassListCommand extends Action {
  @Option(names = "--all", description = "Also those that are over.")
  private boolean all;

  @Mixin private final Zone zone = new Zone();

  record Result(List<OverrideRow> overrides) {}

  BreakGlassListCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var overrides =
        Pages.all(session.client().resources(BreakGlass.class)).stream()
            .map(OverrideRow::of)
            .filter(o -> all || o.inForce())
            .sorted(
                Comparator.comparing(OverrideRow::createdTime)
                    .thenComparing(OverrideRow::breakGlass))
            .toList();
    output.show(shell, new Result(overrides), style -> text(overrides));
    return Exit.OK;
  }

  private String text(List<OverrideRow> overrides) {
    if (overrides.isEmpty()) {
      return all ? "There is no override.\n" : "No override is in force.\n";
    }
    var table =
        new TextTable("BREAKGLASS", "FOR", "STATE", "UNTIL", "PASSED", "BY", "CONFIRMED", "REASON");
    overrides.forEach(o ->
        table.row(
            o.breakGlass(),
            Objects.requireNonNullElse(o.datacenter(), Objects.toString(o.change(), "")),
            Objects.toString(o.state(), ""),
            BreakGlassCommand.shown(zone, o.activeUntil()),
            String.valueOf(o.released().size()),
            Objects.toString(o.openedBy(), ""),
            Objects.toString(o.confirmedBy(), ""),
            o.reason()));
    return table.text();
  }
}
