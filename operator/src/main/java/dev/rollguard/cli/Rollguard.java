package dev.rollguard.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    footer = {
      "",
      "Exit codes: 0 well, 1 it could not be done, 2 wrongly typed, 3 held (can-i).",
      "Examples of a command: kubectl rollguard COMMAND --help"
    })
public final class Rollguard implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints this help.")
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Rollguard() {}

  /** All commands, in the order of the help. */
  private static Map<String, Supplier<CommandLine>> commands(Shell shell) {
    var all = new LinkedHashMap<String, Supplier<CommandLine>>();
    all.put("status", () -> new CommandLine(new StatusCommand(shell)));
    all.put("why", () -> new CommandLine(new WhyCommand(shell)));
    all.put("can-i", () -> new CommandLine(new CanICommand(shell)));
    all.putAll(ActingCommands.of(shell));
    all.put("completion", () -> new CommandLine(new CompletionCommand(shell)));
    all.put("complete", () -> new CommandLine(new CompleteCommand(shell)));
    all.put("rehearse", () -> new CommandLine(new RehearseCommand(shell)));
    all.put("version", () -> new CommandLine(new VersionCommand(shell)));
    return all;
  }

  /** Runs one command line; answers the exit code. */
  public static int run(Shell shell, String... arguments) {
    return commandLine(shell, Arrays.asList(arguments)).execute(arguments);
  }

  /** Knows every command. */
  static CommandLine commandLine(Shell shell) {
    return commandLine(shell, List.of());
  }

  /** To look at one command takes picocli some milliseconds; so only the one that is meant is. */
  private static CommandLine commandLine(Shell shell, List<String> arguments) {
    var root = new CommandLine(new Rollguard());
    var all = commands(shell);
    var first = arguments.isEmpty() ? "" : arguments.getFirst();
    all.forEach((name, command) -> {
      if (!all.containsKey(first) || first.equals(name)) {
        root.addSubcommand(name, command.get());
      }
    });
    return root.setOut(new PrintWriter(shell.out(), true))
        .setErr(new PrintWriter(shell.err(), true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> complain(shell, Exit.USAGE, usage(e)))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(shell, e));
  }

  private static int failed(Shell shell, Exception e) {
    return e instanceof FailedException f
        ? complain(shell, f.exit(), String.valueOf(f.getMessage()))
        : complain(shell, Exit.FAILED, Complaints.of(e));
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
