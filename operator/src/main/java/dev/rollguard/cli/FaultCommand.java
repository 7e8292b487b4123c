package dev.rollguard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Faults of datacenters. */
@Command(
    name = "fault",
    description =
        "Opens, resolves and lists faults; an open one holds the changes of its datacenter.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard fault list",
      "  kubectl rollguard fault open --help",
      "  kubectl rollguard fault resolve --help"
    })
final class FaultCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A command is missing: write fault open, fault resolve or fault list.");
  }
}
