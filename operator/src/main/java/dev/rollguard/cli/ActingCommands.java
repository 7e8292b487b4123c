package dev.rollguard.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands that change something, and those that tell of the past, in the order of the help.
 */
final class ActingCommands {
  private ActingCommands() {}

  /** By their names. */
  static Map<String, Supplier<CommandLine>> of(Shell shell) {
    var all = new LinkedHashMap<String, Supplier<CommandLine>>();
    all.put("freeze", () -> new CommandLine(new FreezeCommand(shell)));
    all.put("thaw", () -> new CommandLine(new ThawCommand(shell)));
    all.put("fault", () -> fault(shell));
    all.put("approve", () -> new CommandLine(new ApproveCommand(shell)));
    all.put("reject", () -> new CommandLine(new RejectCommand(shell)));
    all.put("cancel", () -> new CommandLine(new CancelCommand(shell)));
    all.put("revert", () -> new CommandLine(new RevertCommand(shell)));
    all.put("break-glass", () -> breakGlass(shell));
    all.put("simulate", () -> new CommandLine(new SimulateCommand(shell)));
    all.put("report", () -> new CommandLine(new ReportCommand(shell)));
    all.put("rescue", () -> new CommandLine(new RescueCommand(shell)));
    return all;
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
