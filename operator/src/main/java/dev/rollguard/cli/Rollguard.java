package dev.rollguard.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The plugin's root. */
@Command(
    name = "kubectl rollguard",
    description = "Asks and tells Rollguard about changes, with your own kubeconfig and rights.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = false)
public final class Rollguard implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  private Rollguard() {}

  /** All commands, in the order of the help. */
  private static List<Object> commands(Shell shell) {
    return List.of(
        new StatusCommand(shell),
        new WhyCommand(shell),
        new CanICommand(shell),
        new CompletionCommand(shell),
        new VersionCommand(shell));
  }

  /** Runs one command line; answers the exit code. */
  public static int run(Shell shell, String... arguments) {
    return commandLine(shell).execute(arguments);
  }

  static CommandLine commandLine(Shell shell) {
    var root = new CommandLine(new Rollguard());
    commands(shell).forEach(root::addSubcommand);
    ActingCommands.of(shell).forEach(root::addSubcommand);
    return root.setOut(new PrintWriter(shell.out(), true))
        .setErr(new PrintWriter(shell.err(), true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> complain(shell, Exit.USAGE, usage(e)))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(shell, e));
  }

  private static int failed(Shell shell, Exception e) {
    return e instanceof FailedException f
        ? complain(shell, f.exit(), String.valueOf(f.getMessage()))
        : complain(shell, Exit.FAILED, Complaints.of(e, "unknown"));
  }

  private static String usage(ParameterException e) {
    return "%s See: %s --help."
        .formatted(
            String.valueOf(e.getMessage()).strip().replaceAll("[.]?$", "."),
            e.getCommandLine().getCommandSpec().qualifiedName());
  }

  private static int complain(Shell shell, int exit, String sentence) {
    shell.err().println(sentence);
    return exit;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
