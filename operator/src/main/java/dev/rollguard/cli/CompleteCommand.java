package dev.rollguard.cli;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** What kubectl asks for when somebody presses Tab after a plugin's name. */
@Command(name = "complete", hidden = true)
final class CompleteCommand implements Runnable {
  /** kubectl must not offer files. */
  private static final String NO_FILES = ":4";

  @Parameters private List<String> typed = List.of();

  private final Shell shell;

  CompleteCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    var command = Rollguard.commandLine(shell);
    var last = typed.isEmpty() ? "" : typed.getLast();
    for (var word : typed.subList(0, Math.max(0, typed.size() - 1))) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    var before = typed.size() < 2 ? "" : typed.get(typed.size() - 2);
    candidates(command, before, last)
        .filter(c -> c.startsWith(last))
        .sorted()
        .forEach(shell.out()::println);
    shell.out().println(NO_FILES);
  }

  private static Stream<String> candidates(CommandLine command, String before, String last) {
    var option = command.getCommandSpec().findOption(before);
    if (option != null && option.arity().min() > 0) {
      return option.completionCandidates() == null
          ? Stream.of()
          : StreamSupport.stream(option.completionCandidates().spliterator(), false);
    }
    return last.startsWith("-")
        ? command.getCommandSpec().options().stream().map(OptionSpec::longestName)
        : command.getSubcommands().entrySet().stream()
            .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
            .map(e -> e.getKey());
  }
}
