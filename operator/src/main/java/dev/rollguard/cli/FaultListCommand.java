package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.report.FaultRow;
import dev.rollguard.core.gate.Moments;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The faults. */
@Command(
    name = "list",
    description = "Lists the open faults.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard fault list",
      "  kubectl rollguard fault list --datacenter dc1 --all -o json"
    })
final class FaultListCommand extends Action {
  @Option(names = "--datacenter", description = "Only those of this datacenter.")
  private @Nullable String datacenter;

  @Option(names = "--all", description = "Also those that are closed.")
  private boolean all;

  @Mixin private final Zone zone = new Zone();

  record Result(List<FaultRow> faults) {}

  FaultListCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var faults =
        Pages.all(session.client().resources(Fault.class)).stream()
            .map(FaultRow::of)
            .filter(f -> all || f.open())
            .filter(f -> datacenter == null || datacenter.equals(f.datacenter()))
            .sorted(Comparator.comparing(FaultRow::startTime).thenComparing(FaultRow::fault))
            .toList();
    output.show(shell, new Result(faults), style -> text(faults));
    return Exit.OK;
  }

  private String text(List<FaultRow> faults) {
    if (faults.isEmpty()) {
      return all ? "There is no fault.\n" : "No fault is open.\n";
    }
    var table = new TextTable("DATACENTER", "FAULT", "SEVERITY", "STATE", "BEGAN", "SUMMARY");
    faults.forEach(f ->
        table.row(
            f.datacenter(),
            f.fault(),
            String.valueOf(f.severity()),
            state(f),
            Moments.parse(f.startTime()).map(zone::show).orElse(""),
            f.summary()));
    return table.text();
  }

  private static String state(FaultRow fault) {
    return !fault.open() ? "Closed" : fault.cause() == null ? "Open" : "Resolved";
  }
}
