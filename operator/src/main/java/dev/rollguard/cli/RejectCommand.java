package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.cli.request.Votes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A held change must not roll out, says somebody. */
@Command(
    name = "reject",
    description =
        "Rejects a held change. When your word counts, it ends, and the Deployment gets the"
            + " template back that is running.",
    footerHeading = "%nExample:%n",
    footer = {"  kubectl rollguard reject chat-api -n chat --reason \"not before the migration\""})
final class RejectCommand extends Voting {
  @Option(names = "--reason", required = true, description = "Why, in one line.")
  private String reason = "";

  RejectCommand(Shell shell) {
    super(shell);
  }

  @Override
  Approval vote(Change change) {
    return Votes.reject(change, reason);
  }

  @Override
  String done(Change change) {
    return "You rejected Change/%s.".formatted(change.getMetadata().getName());
  }
}
