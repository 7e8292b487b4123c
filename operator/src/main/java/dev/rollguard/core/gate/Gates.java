package dev.rollguard.core.gate;

import dev.rollguard.core.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ordered gates. A rollout is released when every window that covers it lets it pass. */
public final class Gates {

  private static final String PRE_TESTS = "preTests";
  static final String CANARY = "canary";
  private static final String BREAK_GLASS = "breakGlass";
  private static final String APPROVALS = "approvals";
  private static final String AFTER = "after";
  static final String CONCURRENCY = "concurrency";

  /** Read it as prose: the first refusal names the reason, all refusals are listed. */
  private static final Map<String, Gate> ORDER = order();

  private static final int MAX_REASON_BYTES = 256;

  private Gates() {}

  private static Map<String, Gate> order() {
    var order = new LinkedHashMap<String, Gate>();
    order.put("ownPause", Gates::ownPause);
    order.put(BREAK_GLASS, BreakGlassGate::check);
    order.put("rollback", Gates::rollback);
    order.put("freeze", Gates::freeze);
    order.put("schedule", Gates::schedule);
    order.put("faults", FaultGate::check);
    order.put(PRE_TESTS, PreTestGate::check);
    order.put(APPROVALS, ApprovalGate::check);
    order.put(AFTER, AfterGate::check);
    order.put(CONCURRENCY, TurnGate::check);
    order.put(CANARY, CanaryGate::check);
    return order;
  }

  /** The names of the gates, in their order. */
  public static List<String> names() {
    return List.copyOf(ORDER.keySet());
  }

  /** Decides on one rollout. Without a window nothing stands against it. */
  public static Decision decide(
      Instant now, RolloutFact rollout, List<WindowFact> windows, List<FaultFact> faults) {
    var lines = new ArrayList<GateLine>();
    for (var window : windows) {
      lines.addAll(ask(new GateInput(now, rollout, window, faults)));
    }
    return new Decision(List.copyOf(lines));
  }

  private static List<GateLine> ask(GateInput in) {
    var lines = new ArrayList<GateLine>();
    for (var gate : ORDER.entrySet()) {
      if (!isAsked(gate.getKey(), in)) {
        continue;
      }
      var line = answer(gate.getKey(), gate.getValue(), in);
      var verdict = line.verdict();
      lines.add(line);
      if (endsTheEnquiry(gate.getKey(), verdict)) {
        rejection(in, verdict).ifPresent(lines::add);
        stepsAside(in, verdict).ifPresent(lines::add);
        break;
      }
    }
    return lines;
  }

  /** Fail closed: an error while deciding is a hold, not an exception. */
  private static GateLine answer(String name, Gate gate, GateInput in) {
    Verdict verdict;
    try {
      verdict = gate.check(in);
    } catch (RuntimeException e) {
      verdict = internalError(name, in, e);
    }
    return new GateLine(name, in.window().name(), verdict);
  }

  /** What no window wants, and an override that nobody made, are not worth a line. */
  private static boolean isAsked(String gate, GateInput in) {
    var demands = in.window().demands();
    return switch (gate) {
      case BREAK_GLASS -> BreakGlassGate.isAsked(in);
      case APPROVALS -> !demands.approvals().isEmpty();
      case AFTER -> !demands.after().isEmpty();
      case CONCURRENCY -> demands.concurrency().isPresent();
      case PRE_TESTS -> !demands.preTests().isEmpty();
      case CANARY -> demands.canary().isPresent();
      default -> true;
    };
  }

  /**
   * After an owner's pause, an exemption or a rejection the later gates have nothing to add, but
   * that somebody rejected what is paused.
   */
  private static boolean endsTheEnquiry(String gate, Verdict verdict) {
    return verdict instanceof Verdict.Exempt
        || verdict instanceof Verdict.Reject
        || (gate.equals("ownPause") && verdict instanceof Verdict.Hold);
  }

  /** Who may approve may say no while its owner keeps it paused, too: then it ends. */
  private static Optional<GateLine> rejection(GateInput in, Verdict verdict) {
    var counts =
        verdict instanceof Verdict.Hold
            && isAsked(APPROVALS, in)
            && !isAsked(BREAK_GLASS, in)
            && !(rollback(in) instanceof Verdict.Exempt);
    return counts
        ? Optional.of(answer(APPROVALS, ApprovalGate::check, in))
            .filter(line -> line.verdict() instanceof Verdict.Reject)
        : Optional.empty();
  }

  /** Who waits for its owner keeps nobody waiting, and says so. */
  private static Optional<GateLine> stepsAside(GateInput in, Verdict verdict) {
    return verdict instanceof Verdict.Hold && in.window().demands().concurrency().isPresent()
        ? Optional.of(new GateLine(CONCURRENCY, in.window().name(), TurnGate.ASIDE))
        : Optional.empty();
  }

  private static Verdict internalError(String gate, GateInput in, RuntimeException e) {
    return new Verdict.Hold(
        Reason.InternalError,
        "Gate %s of %s failed with %s; the rollout stays held."
            .formatted(gate, in.window().title(), e.getClass().getSimpleName()),
        Optional.of(in.now().plusSeconds(30)));
  }

  private static Verdict ownPause(GateInput in) {
    if (!in.rollout().ownPause()) {
      return new Verdict.Pass("the owner did not pause it.");
    }
    return new Verdict.Hold(
        Reason.OwnPause,
        "Deployment/%s is paused by its owner; take spec.paused out of its manifest or resume it, then the gates decide."
            .formatted(in.rollout().deployment()),
        Optional.empty());
  }

  private static Verdict rollback(GateInput in) {
    if (in.rollout().type() != ChangeType.Rollback) {
      return new Verdict.Pass("not a rollback.");
    }
    if (!in.window().releasesRollbacks()) {
      return new Verdict.Pass("a rollback, and %s gates those.".formatted(in.window().title()));
    }
    return new Verdict.Exempt(
        Reason.Rollback, "the template ran healthy here before; a rollback is released at once.");
  }

  private static Verdict freeze(GateInput in) {
    if (!(in.window().calendar() instanceof WindowFact.Calendar.Readable readable)) {
      return new Verdict.Pass("no freeze can be read.");
    }
    return readable
        .schedule()
        .freezeAt(in.now())
        .<Verdict>map(f ->
            new Verdict.Hold(
                Reason.Frozen,
                "%s is frozen until %s (%s); %s"
                    .formatted(
                        in.window().title(),
                        moment(f.until(), in),
                        Texts.withoutFullStop(Texts.line(f.reason(), MAX_REASON_BYTES).strip()),
                        opens(in, readable.schedule())),
                readable.schedule().nextOpen(in.now())))
        .orElse(new Verdict.Pass("no freeze."));
  }

  private static Verdict schedule(GateInput in) {
    return switch (in.window().calendar()) {
      case WindowFact.Calendar.Unreadable unreadable ->
          new Verdict.Hold(
              Reason.InvalidSchedule,
              "%s stays closed: %s".formatted(in.window().title(), unreadable.message()),
              Optional.empty());
      case WindowFact.Calendar.Readable readable when readable.schedule().openAt(in.now()) ->
          new Verdict.Pass(in.window().title() + " is open.");
      case WindowFact.Calendar.Readable readable
          when readable.schedule().freezeAt(in.now()).isPresent() ->
          new Verdict.Pass("the freeze says when it opens.");
      case WindowFact.Calendar.Readable readable ->
          new Verdict.Hold(
              Reason.OutsideWindow,
              "%s is closed; %s".formatted(in.window().title(), opens(in, readable.schedule())),
              readable.schedule().nextOpen(in.now()));
    };
  }

  private static String opens(GateInput in, Schedule schedule) {
    return schedule
        .nextOpen(in.now())
        .map(t -> "it opens " + moment(t, in) + ".")
        .orElse("its schedule has no further opening.");
  }

  private static String moment(Instant t, GateInput in) {
    return Moments.format(t, in.window().zone(), in.now());
  }
}
