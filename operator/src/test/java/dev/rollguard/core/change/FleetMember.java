package dev.rollguard.core.change;

import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One Deployment of a {@link Fleet}, with its records as they are stored. */
final class FleetMember {
  static final String REQUESTER = "alice";

  final String name;
  final TreeMap<String, ChangeFact> active = new TreeMap<>();
  final TreeMap<String, List<ApprovalFact>> approvals = new TreeMap<>();
  final Set<String> healthy = new HashSet<>(Set.of("a"));

  /** Requests that started and were not stopped since. */
  final Set<String> started = new HashSet<>();

  String template = "a";
  String running = "a";
  String requestedTime = "";
  boolean held;

  /** A rule of somebody else refuses its release. */
  boolean refused;

  Optional<String> cloneOf = Optional.empty();
  boolean cloneReady;

  FleetMember(String name) {
    this.name = name;
  }

  /** Somebody asks for a template, and the API server holds it. */
  void ask(String asked, Instant now) {
    if (!template.equals(asked)) {
      template = asked;
      held = true;
      requestedTime = now.toString();
    }
  }

  boolean rolls() {
    return !held && !running.equals(template);
  }

  /**
   * Whether pods come and go at this moment. The clone of what was replaced goes with the same
   * look, or the next one.
   */
  boolean inMotion() {
    return rolls() || cloneOf.filter(active::containsKey).isPresent();
  }

  void progress() {
    if (!held) {
      running = template;
    }
    cloneReady = cloneOf.isPresent();
  }

  /** The record of what is asked for at this moment. */
  Optional<ChangeFact> current() {
    return active.values().stream()
        .filter(c -> c.templateHash().equals(template))
        .filter(c -> !held || c.requestedTime().equals(requestedTime))
        .max(Comparator.comparing(ChangeFact::requestedTime))
        .map(this::seen);
  }

  ChangeFact fresh() {
    return Drafts.change(
        name + "-" + template + "-" + requestedTime,
        template,
        requestedTime,
        healthy.contains(template) ? ChangeType.Rollback : ChangeType.Update,
        !held,
        Optional.empty(),
        List.of(),
        true);
  }

  List<ChangeFact> seen() {
    return active.values().stream().map(this::seen).toList();
  }

  /** A record with what was said about it. */
  private ChangeFact seen(ChangeFact c) {
    var said = List.copyOf(approvals.getOrDefault(c.name(), new ArrayList<>()));
    return handled(
        c,
        h -> {
          h.requesters = new Requesters(REQUESTER, List.of());
          h.risk = Risk.High;
          h.approvals = said;
        });
  }

  static ChangeFact with(ChangeFact c, Optional<CanaryFact> canary, Handling handling) {
    return new ChangeFact(
        c.name(),
        c.templateHash(),
        c.requestedTime(),
        c.type(),
        c.released(),
        c.releasedTime(),
        c.windows(),
        c.keepHeld(),
        canary,
        c.runs(),
        handling,
        false);
  }

  static ChangeFact released(ChangeFact c, Optional<Instant> time) {
    return new ChangeFact(
        c.name(),
        c.templateHash(),
        c.requestedTime(),
        c.type(),
        time.isPresent(),
        time,
        c.windows(),
        c.keepHeld(),
        c.canary(),
        c.runs(),
        c.handling(),
        false);
  }

  static ChangeFact turn(ChangeFact c, Optional<Instant> time) {
    return handled(c, h -> h.turnTime = time);
  }

  /** The API server refused to let it go. */
  static ChangeFact refused(ChangeFact c, Instant time) {
    return handled(c, h -> h.refusedTime = Optional.of(time));
  }

  static ChangeFact override(ChangeFact c, Optional<String> name) {
    return handled(c, h -> h.breakGlass = name);
  }

  /** Rollguard itself asked for it, to bring back what ran. */
  static ChangeFact wayBack(ChangeFact c) {
    return handled(c, h -> h.wayBack = true);
  }

  /** Somebody wants it back: cancelled while it is held, else reverted. */
  static ChangeFact takenBack(ChangeFact c) {
    var asked = Optional.of(new Handling.Intervention("bob", "not today"));
    return handled(
        c,
        h -> {
          if (c.released()) {
            h.revert = asked;
          } else {
            h.cancel = asked;
          }
        });
  }

  private static ChangeFact handled(ChangeFact c, Consumer<HandlingDraft> edit) {
    var draft = new HandlingDraft(c.handling());
    edit.accept(draft);
    return with(c, c.canary(), draft.build());
  }
}
