package dev.rollguard.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Completion for shells. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes this tool's commands and options.",
      "kubectl completes plugins by kubectl_complete-rollguard, which cli/install puts beside it."
    },
    footer = {
      "",
      "Examples:",
      "  source <(kubectl-rollguard completion bash)",
      "  source <(kubectl-rollguard completion zsh)"
    })
final class CompletionCommand implements Runnable {
  /** Zsh reads bash's completions with a module of its own. */
  enum Kind {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.bash;

  private final Shell shell;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (kind == Kind.zsh) {
      shell.out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    var program = Rollguard.commandLine(shell);
    shell.out().print(AutoComplete.bash("kubectl-rollguard", program));
    shell.out().flush();
  }
}
