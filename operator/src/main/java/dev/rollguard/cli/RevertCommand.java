package dev.rollguard.cli;

import dev.rollguard.cli.request.Intervention;
import picocli.CommandLine.Command;

/** A change that rolls out is undone. */
@Command(
    name = "revert",
    description =
        "Undoes a change that is rolling out: the Deployment goes back to the last revision that"
            + " was healthy. Needs the right to update changes/revert.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard revert chat-api -n chat --reason \"errors since it started\"",
      "",
      "The same with kubectl:",
      "  kubectl annotate changes.rollguard.dev -n chat CHANGE rollguard.dev/revert=\"errors since it started\""
    })
final class RevertCommand extends Intervening {
  RevertCommand(Shell shell) {
    super(shell, Intervention.REVERT);
  }
}
