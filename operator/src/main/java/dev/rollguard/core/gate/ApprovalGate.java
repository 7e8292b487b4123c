package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who must approve a change of this risk has, not too long ago; nobody who may has rejected it. */
public final class ApprovalGate {
  private static final int MAX_COMMENT_BYTES = 256;

  private ApprovalGate() {}

  static Verdict check(GateInput in) {
    var demands = in.window().demands().approvals();
    var rejection = rejection(in, demands);
    if (rejection.isPresent()) {
      return rejection.get();
    }
    var asked = demands.stream().filter(d -> d.asksOf(in.rollout().control().risk())).toList();
    if (asked.isEmpty()) {
      return new Verdict.Pass(
          "risk %s needs no approval.".formatted(in.rollout().control().risk()));
    }
    var missing = asked.stream().filter(d -> counting(d, in).size() < d.count()).toList();
    return missing.isEmpty() ? approved(asked, in) : missing(missing, in);
  }

  /** What everybody who counts said last, by person, the oldest first. */
  private static Map<String, ApprovalFact> byPerson(ApprovalDemand demand, GateInput in) {
    var newest = new LinkedHashMap<String, ApprovalFact>();
    in.rollout().control().approvals().stream()
        .filter(a -> flaw(a, in).isEmpty())
        .filter(a -> demand.admits(a.groups()))
        .sorted(Comparator.comparing(ApprovalFact::createdTime).thenComparing(ApprovalFact::name))
        .forEach(a -> newest.put(a.approver(), a));
    return newest;
  }

  /** The approvals that count now, each of another person. */
  private static List<ApprovalFact> counting(ApprovalDemand demand, GateInput in) {
    return byPerson(demand, in).values().stream()
        .filter(ApprovalFact::approves)
        .filter(a -> in.now().isBefore(expiry(a, demand)))
        .toList();
  }

  private static Instant expiry(ApprovalFact approval, ApprovalDemand demand) {
    return approval.createdTime().plus(demand.validFor());
  }

  /** Who may decide for any risk may say no at every risk. */
  private static Optional<Verdict> rejection(GateInput in, List<ApprovalDemand> demands) {
    return in.rollout().control().approvals().stream()
        .filter(a -> !a.approves())
        .filter(a -> flaw(a, in).isEmpty())
        .filter(a -> demands.stream().anyMatch(d -> d.admits(a.groups())))
        .min(Comparator.comparing(ApprovalFact::createdTime).thenComparing(ApprovalFact::name))
        .map(a -> new Verdict.Reject(Reason.Rejected, rejected(a)));
  }

  private static String rejected(ApprovalFact rejection) {
    var comment = Texts.line(rejection.comment(), MAX_COMMENT_BYTES).strip();
    return comment.isEmpty()
        ? "Rejected by %s.".formatted(rejection.approver())
        : "Rejected by %s: %s.".formatted(rejection.approver(), Texts.withoutFullStop(comment));
  }

  /** Why an approval does not count for a change, whatever the windows ask; empty when it may. */
  public static Optional<String> flaw(
      ApprovalFact approval, String requestedBy, String templateHash) {
    if (approval.approver().isEmpty()) {
      return Optional.of("nobody knows who gave it");
    }
    if (approval.approver().equals(requestedBy)) {
      return Optional.of("%s asked for the change".formatted(approval.approver()));
    }
    if (!approval.templateHash().equals(templateHash)) {
      return Optional.of("it is for another template");
    }
    return Optional.empty();
  }

  private static Optional<String> flaw(ApprovalFact approval, GateInput in) {
    var rollout = in.rollout();
    return flaw(approval, rollout.control().requestedBy(), rollout.evidence().templateHash());
  }

  private static Verdict approved(List<ApprovalDemand> asked, GateInput in) {
    var people = new ArrayList<String>();
    for (var demand : asked) {
      counting(demand, in).stream()
          .map(a -> "%s until %s".formatted(a.approver(), moment(expiry(a, demand), in)))
          .filter(p -> !people.contains(p))
          .forEach(people::add);
    }
    return new Verdict.Pass("approved by %s.".formatted(String.join(" and ", people)));
  }

  private static Verdict missing(List<ApprovalDemand> missing, GateInput in) {
    var sentences =
        missing.stream().map(d -> missing(d, in)).distinct().collect(Collectors.joining(" "));
    return new Verdict.Hold(Reason.ApprovalMissing, sentences, Optional.empty());
  }

  private static String missing(ApprovalDemand demand, GateInput in) {
    var counting = counting(demand, in);
    var control = in.rollout().control();
    var others =
        control.approvals().stream()
            .filter(ApprovalFact::approves)
            .filter(a -> !counting.contains(a))
            .sorted(Comparator.comparing(ApprovalFact::name))
            .flatMap(a ->
                flaw(a, in)
                    .or(() -> flaw(a, demand, in))
                    .map(why -> "Approval/%s does not count, %s".formatted(a.name(), why))
                    .stream())
            .limit(3)
            .toList();
    return "Risk %s needs %s%s; %s so far%s. Approve with: kubectl rollguard approve %s -n %s."
        .formatted(
            control.risk(),
            demand.count() == 1 ? "an approval" : demand.count() + " approvals",
            demand.groups().isEmpty() ? "" : " from " + String.join(" or ", demand.groups()),
            counting.isEmpty()
                ? "none"
                : counting.stream()
                    .map(ApprovalFact::approver)
                    .collect(Collectors.joining(" and ")),
            others.isEmpty() ? "" : " (" + String.join("; ", others) + ")",
            in.rollout().deployment(),
            in.rollout().namespace());
  }

  private static Optional<String> flaw(ApprovalFact approval, ApprovalDemand demand, GateInput in) {
    if (!demand.admits(approval.groups())) {
      return Optional.of("%s is not in that group".formatted(approval.approver()));
    }
    return in.now().isBefore(expiry(approval, demand))
        ? Optional.empty()
        : Optional.of("it expired %s".formatted(moment(expiry(approval, demand), in)));
  }

  private static String moment(Instant t, GateInput in) {
    return Moments.format(t, in.window().zone(), in.now());
  }
}
