package dev.rollguard.cli;

import java.util.List;
import picocli.CommandLine;

/**
 * The commands that change something, and those that tell of the past, in the order of the help.
 */
final class ActingCommands {
  private ActingCommands() {}

  static List<CommandLine> of(Shell shell) {
    return List.of(
        new CommandLine(new FreezeCommand(shell)),
        new CommandLine(new ThawCommand(shell)),
        fault(shell),
        new CommandLine(new ApproveCommand(shell)),
        new CommandLine(new RejectCommand(shell)),
        new CommandLine(new CancelCommand(shell)),
        new CommandLine(new RevertCommand(shell)),
        breakGlass(shell),
        new CommandLine(new SimulateCommand(shell)),
        new CommandLine(new ReportCommand(shell)),
        new CommandLine(new RescueCommand(shell)));
  }

  private static CommandLine fault(Shell shell) {
    return new CommandLine(new FaultCommand())
        .addSubcommand(new FaultOpenCommand(shell))
        .addSubcommand(new FaultResolveCommand(shell))
        .addSubcommand(new FaultListCommand(shell));
  }

  private static CommandLine breakGlass(Shell shell) {
    return new CommandLine(new BreakGlassCommand(shell))
        .addSubcommand(new BreakGlassConfirmCommand(shell))
        .addSubcommand(new BreakGlassListCommand(shell));
  }
}
