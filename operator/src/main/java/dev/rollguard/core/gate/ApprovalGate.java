package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who must approve a change of this risk has, not too long ago; nobody who may has rejected it. */
public final class ApprovalGate {
  private static final int MAX_COMMENT_BYTES = 256;
  private static final int MOST_NAMED = 3;
  private static final Comparator<ApprovalFact> OLDEST_FIRST =
      Comparator.comparing(ApprovalFact::createdTime).thenComparing(ApprovalFact::name);

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

  /** The approvals that count now: the newest of everybody who may give one, the oldest first. */
  private static Collection<ApprovalFact> counting(ApprovalDemand demand, GateInput in) {
    var newest = new LinkedHashMap<String, ApprovalFact>();
    in.rollout().control().approvals().stream()
        .filter(ApprovalFact::approves)
        .filter(a -> isUnflawed(a, in) && demand.admits(a.groups()))
        .filter(a -> in.now().isBefore(expiry(a, demand)))
        .sorted(OLDEST_FIRST)
        .forEach(a -> newest.put(a.approver(), a));
    return newest.values();
  }

  private static boolean isUnflawed(ApprovalFact approval, GateInput in) {
    return flaw(approval, in).isEmpty();
  }

  private static Instant expiry(ApprovalFact approval, ApprovalDemand demand) {
    return approval.createdTime().plus(demand.validFor());
  }

  /**
   * Who may decide for any risk may say no at every risk. A no is final, also when the same person
   * thinks better of it: the change has ended, whether that was carried out already or not.
   */
  private static Optional<Verdict> rejection(GateInput in, List<ApprovalDemand> demands) {
    return in.rollout().control().approvals().stream()
        .filter(a -> !a.approves())
        .filter(a -> isUnflawed(a, in))
        .filter(a -> demands.stream().anyMatch(d -> d.admits(a.groups())))
        .min(OLDEST_FIRST)
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
      ApprovalFact approval, Requesters requesters, String templateHash) {
    if (approval.approver().isEmpty()) {
      return Optional.of("nobody knows who gave it");
    }
    var claim = requesters.claim(approval.approver());
    if (claim.isPresent()) {
      return claim;
    }
    if (!approval.templateHash().equals(templateHash)) {
      return Optional.of("it is for another template");
    }
    return Optional.empty();
  }

  private static Optional<String> flaw(ApprovalFact approval, GateInput in) {
    var rollout = in.rollout();
    return flaw(approval, rollout.control().requesters(), rollout.evidence().templateHash());
  }

  private static Verdict approved(List<ApprovalDemand> asked, GateInput in) {
    var people = new LinkedHashMap<String, Instant>();
    for (var demand : asked) {
      counting(demand, in)
          .forEach(a -> people.merge(a.approver(), expiry(a, demand), ApprovalGate::earlier));
    }
    var text =
        people.entrySet().stream()
            .map(p -> "%s until %s".formatted(p.getKey(), moment(p.getValue(), in)))
            .collect(Collectors.joining(" and "));
    return new Verdict.Pass(
        "approved by %s.".formatted(text), people.values().stream().min(Instant::compareTo));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Verdict missing(List<ApprovalDemand> missing, GateInput in) {
    var sentences =
        missing.stream().map(d -> missing(d, in)).distinct().collect(Collectors.joining(" "));
    return new Verdict.Hold(
        Reason.ApprovalMissing,
        "%s Approve with: kubectl rollguard approve %s -n %s."
            .formatted(sentences, in.rollout().deployment(), in.rollout().namespace()),
        missing.stream()
            .flatMap(d -> counting(d, in).stream().map(a -> expiry(a, d)))
            .min(Instant::compareTo));
  }

  private static String missing(ApprovalDemand demand, GateInput in) {
    var people =
        counting(demand, in).stream()
            .map(ApprovalFact::approver)
            .collect(Collectors.joining(" and "));
    var others = notCounting(demand, in);
    return "Risk %s needs %s%s; %s so far%s."
        .formatted(
            in.rollout().control().risk(),
            demand.count() == 1 ? "an approval" : demand.count() + " approvals",
            demand.groups().isEmpty() ? "" : " from " + String.join(" or ", demand.groups()),
            people.isEmpty() ? "none" : people,
            others.isEmpty() ? "" : " (" + others + ")");
  }

  /** What was approved in vain, and why. */
  private static String notCounting(ApprovalDemand demand, GateInput in) {
    return in.rollout().control().approvals().stream()
        .filter(ApprovalFact::approves)
        .sorted(Comparator.comparing(ApprovalFact::name))
        .flatMap(a ->
            flaw(a, in)
                .or(() -> flaw(a, demand, in))
                .map(why -> "Approval/%s does not count, %s".formatted(a.name(), why))
                .stream())
        .limit(MOST_NAMED)
        .collect(Collectors.joining("; "));
  }

  private static Optional<String> flaw(ApprovalFact approval, ApprovalDemand demand, GateInput in) {
    if (!demand.admits(approval.groups())) {
      return Optional.of("%s is in no such group".formatted(approval.approver()));
    }
    return in.now().isBefore(expiry(approval, demand))
        ? Optional.empty()
        : Optional.of("it expired %s".formatted(moment(expiry(approval, demand), in)));
  }

  private static String moment(Instant t, GateInput in) {
    return Moments.format(t, in.window().zone(), in.now());
  }
}
