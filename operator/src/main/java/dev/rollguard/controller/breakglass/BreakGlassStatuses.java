package dev.rollguard.controller.breakglass;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.BreakGlassStatus;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.record.BreakGlassWriter;
import dev.rollguard.record.Conditions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Writes the status of an override from what was observed. Pure. */
final class BreakGlassStatuses {
  private BreakGlassStatuses() {}

  /**
   * All that its status tells about.
   *
   * @param change that it names, if it names one that has not ended
   */
  record View(BreakGlass glass, BreakGlassFact fact, Optional<Change> change, Instant now) {}

  static BreakGlassStatus of(View view) {
    var status = BreakGlassWriter.copy(view.glass().getStatus());
    var fact = view.fact();
    var state = state(fact, view.now());
    var generation = Optional.ofNullable(view.glass().getMetadata().getGeneration()).orElse(0L);
    var summary = Texts.line(summary(view, state), Conditions.MAX_MESSAGE_BYTES);
    status.setState(state);
    status.setSummary(summary);
    status.setObservedGeneration(generation);
    status.setOpenedBy(fact.openedBy().isEmpty() ? null : fact.openedBy());
    status.setConfirmedBy(fact.confirmedBy().orElse(null));
    status.setActiveUntil(fact.activeUntil().toString());
    status.setReleasedChanges(
        status.getReleasedChanges() == null ? 0 : status.getReleasedChanges());
    datacenter(view).ifPresent(status::setDatacenter);
    status.setConditions(
        new Conditions(view.glass().getStatus().getConditions(), generation, view.now())
            .set(ConditionTypes.ACTIVE, fact.activeAt(view.now()), state.name(), summary)
            .set(ConditionTypes.READY, true, "Reconciled", "The override is being watched.")
            .build());
    return status;
  }

  static BreakGlassState state(BreakGlassFact fact, Instant now) {
    if (fact.activeAt(now)) {
      return fact.confirmedBy().isPresent() ? BreakGlassState.Active : BreakGlassState.Unconfirmed;
    }
    return fact.confirmedBy().isPresent() ? BreakGlassState.Expired : BreakGlassState.Lapsed;
  }

  private static Optional<String> datacenter(View view) {
    return view.fact().datacenter().isEmpty()
        ? view.change().map(c -> c.getSpec().getDatacenter())
        : Optional.of(view.fact().datacenter());
  }

  private static String summary(View view, BreakGlassState state) {
    var fact = view.fact();
    var released = view.glass().getStatus().getReleasedChanges();
    var passed =
        released == null || released == 0
            ? "nothing passed under it"
            : released == 1 ? "1 change passed under it" : released + " changes passed under it";
    var end = Moments.format(fact.activeUntil(), ZoneOffset.UTC, view.now());
    return switch (state) {
      case Unconfirmed ->
          (endsAnyway(fact)
                  ? "In force: %s passes; it ends %s, and nobody other than %s has confirmed it; %s."
                  : "In force: %s passes; it lapses %s unless somebody other than %s confirms it; %s.")
              .formatted(what(view), end, by(fact), passed);
      case Active ->
          "In force until %s, confirmed by %s: %s passes; %s."
              .formatted(end, fact.confirmedBy().orElse(""), what(view), passed);
      case Expired -> "Over since %s; %s.".formatted(end, passed);
      case Lapsed ->
          (endsAnyway(fact)
                  ? "Over since %s, and nobody other than %s confirmed it; %s."
                  : "Lapsed %s, because nobody other than %s confirmed it; %s.")
              .formatted(end, by(fact), passed);
    };
  }

  /** It was asked for no longer than one person may have it. */
  private static boolean endsAnyway(BreakGlassFact fact) {
    return !fact.until().isAfter(fact.confirmUntil());
  }

  private static String by(BreakGlassFact fact) {
    return fact.openedBy().isEmpty() ? "who opened it" : fact.openedBy();
  }

  private static String what(View view) {
    var fact = view.fact();
    if (fact.change().isEmpty()) {
      return "every change of datacenter " + fact.datacenter();
    }
    return view.change().isPresent()
        ? "Change/" + fact.change()
        : "Change/" + fact.change() + " (which is not there, or has ended)";
  }
}
