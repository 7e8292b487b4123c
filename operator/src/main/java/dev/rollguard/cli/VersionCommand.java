package dev.rollguard.cli;

import picocli.CommandLine.Command;

/** Which version this is. */
@Command(name = "version", description = "Prints the version of this tool.")
final class VersionCommand implements Runnable {
  private final Shell shell;

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    shell.out().println(shell.version());
  }
}
