package dev.rollguard.cli.request;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.observe.Assessments;
import dev.rollguard.observe.Handlings;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Approvals and rejections of one Change with the template that was looked at. */
public final class Votes {
  private static final int MAX_COMMENT = 1024;
  private static final String GATE = "approvals: ";

  private Votes() {}

  public static Approval approve(Change change, Optional<String> comment) {
    return vote(change, ApprovalDecision.Approve, comment);
  }

  public static Approval reject(Change change, String reason) {
    return vote(
        change,
        ApprovalDecision.Reject,
        Optional.of(Sentences.line("--reason", reason, MAX_COMMENT)));
  }

  private static Approval vote(Change change, ApprovalDecision decision, Optional<String> comment) {
    var vote = new Approval();
    vote.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(change.getMetadata().getNamespace())
            .withGenerateName(Names.prefix(change.getMetadata().getName()))
            .build());
    var ref = new ObjectRef();
    ref.setName(change.getMetadata().getName());
    vote.getSpec().setChangeRef(ref);
    vote.getSpec().setTemplateHash(change.getSpec().getTemplateHash());
    vote.getSpec().setDecision(decision);
    comment
        .filter(c -> !c.isBlank())
        .ifPresent(c -> vote.getSpec().setComment(Sentences.line("--comment", c, MAX_COMMENT)));
    return vote;
  }

  /** What somebody who decides must have seen. */
  public static List<String> view(Change change) {
    var spec = change.getSpec();
    var lines = new ArrayList<String>();
    lines.add(
        "%s/%s in %s: %s, asked for by %s at %s."
            .formatted(
                change.getMetadata().getNamespace(),
                spec.getWorkloadRef().getName(),
                spec.getDatacenter(),
                spec.getType(),
                spec.getRequestedBy(),
                spec.getRequestedTime()));
    if (!spec.getAlsoRequestedBy().isEmpty()) {
      lines.add(
          "What it replaced was asked for by %s."
              .formatted(String.join(", ", spec.getAlsoRequestedBy())));
    }
    spec.getDiff().forEach(d -> lines.add("  " + d));
    var assessment = Assessments.of(change);
    lines.add("Risk: " + assessment.risk());
    assessment.reasons().forEach(r -> lines.add("  " + r));
    return lines;
  }

  /** Said beforehand: one's own change is not approved by oneself. */
  public static Optional<String> warning(Change change, String user) {
    return Handlings.requesters(change.getSpec())
        .claim(user)
        .map("Your word will not count: %s. Ask somebody else."::formatted);
  }

  /** What the windows say about approvals; one line each. */
  public static List<String> standing(Change change) {
    return change.getStatus().getGates().stream()
        .filter(line -> line.startsWith(GATE))
        .map(line -> line.substring(GATE.length()))
        .distinct()
        .toList();
  }
}
