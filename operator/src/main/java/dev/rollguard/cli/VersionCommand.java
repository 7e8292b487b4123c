package dev.rollguard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which version this is. */
@Command(
    name = "version",
    description = "Prints the version of this tool.",
    footerHeading = "%nExamples:%n",
    footer = {"  kubectl rollguard version", "  kubectl rollguard version -o json"})
final class VersionCommand implements Runnable {
  @Mixin private final Output output = new Output();

  private final Shell shell;

  record Result(String version) {}

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    output.show(shell, new Result(shell.version()), style -> shell.version() + "\n");
  }
}
