package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** An override in force lets through what it names, whatever the later gates say. */
public final class BreakGlassGate {
  private static final int MAX_REASON_BYTES = 256;

  private BreakGlassGate() {}

  /** The override that lets a rollout through at this moment; of several the first one opened. */
  public static Optional<BreakGlassFact> override(Instant now, RolloutFact rollout) {
    var control = rollout.control();
    return control.breakGlasses().stream()
        .filter(b -> b.activeAt(now))
        .filter(b -> b.names(rollout.datacenter(), control.change()))
        .min(Comparator.comparing(BreakGlassFact::createdTime).thenComparing(BreakGlassFact::name));
  }

  static boolean isAsked(GateInput in) {
    return override(in.now(), in.rollout()).isPresent();
  }

  static Verdict check(GateInput in) {
    var override = override(in.now(), in.rollout()).orElseThrow();
    var until = Moments.format(override.activeUntil(), in.window().zone(), in.now());
    return new Verdict.Exempt(
        Reason.BreakGlass,
        "%s by %s lets it through until %s: %s."
            .formatted(
                override.title(),
                override.openedBy().isEmpty() ? "unknown" : override.openedBy(),
                until,
                Texts.withoutFullStop(Texts.line(override.reason(), MAX_REASON_BYTES).strip())));
  }
}
