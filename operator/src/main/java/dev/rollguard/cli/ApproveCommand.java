package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.cli.request.Votes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A held change may roll out, says somebody. */
@Command(
    name = "approve",
    description =
        "Approves a held change: shows what differs, how risky it is and who asked for it, and"
            + " creates an Approval for that very template.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard approve chat-api -n chat",
      "  kubectl rollguard approve change/chat-api-1f0c9d2e -n chat --comment \"load test looked good\"",
      "",
      "The same with kubectl: create an Approval with changeRef, templateHash and decision: Approve; see examples/08-approvals."
    })
final class ApproveCommand extends Voting {
  @Option(names = "--comment", description = "Why, in one line.")
  private @Nullable String comment;

  ApproveCommand(Shell shell) {
    super(shell);
  }

  @Override
  Approval vote(Change change) {
    return Votes.approve(change, Optional.ofNullable(comment));
  }

  @Override
  String done(Change change) {
    return "You approved Change/%s.".formatted(change.getMetadata().getName());
  }
}
