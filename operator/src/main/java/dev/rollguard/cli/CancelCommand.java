package dev.rollguard.cli;

import dev.rollguard.cli.request.Intervention;
import picocli.CommandLine.Command;

/** A held change is taken back. */
@Command(
    name = "cancel",
    description =
        "Takes a held change back: the Deployment gets the template again that is running. Needs"
            + " the right to update changes/cancel.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard cancel chat-api -n chat --reason \"wrong version\"",
      "",
      "The same with kubectl:",
      "  kubectl annotate changes.rollguard.dev -n chat CHANGE rollguard.dev/cancel=\"wrong version\""
    })
final class CancelCommand extends Intervening {
  CancelCommand(Shell shell) {
    super(shell, Intervention.CANCEL);
  }
}
