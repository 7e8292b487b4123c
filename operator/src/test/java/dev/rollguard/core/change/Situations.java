package dev.rollguard.core.change;

import static dev.rollguard.core.gate.Seoul.NOW;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.gate.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes situations of Deployment/cart for tests; at first it is free, running and settled. */
final class Situations {
  static final String T1 = "2026-05-20T23:00:00Z";
  static final String T2 = "2026-05-20T23:10:00Z";
  static final String T3 = "2026-05-20T23:20:00Z";
  static final RolloutStatus COMPLETE = status(3, 3, 3, "NewReplicaSetAvailable");
  static final RolloutStatus MOVING = status(4, 2, 3, "ReplicaSetUpdated");
  static final RolloutStatus STUCK = status(4, 1, 3, "ProgressDeadlineExceeded");

  private Canaries canaries = Canaries.NONE;
  private boolean held;
  private boolean paused;
  private boolean ownPause;
  private String hash = "a";
  private String requestedTime = "";
  private RolloutStatus status = COMPLETE;
  private final List<ChangeFact> active = new ArrayList<>();
  private final List<WindowFact> covering = new ArrayList<>();
  private final Set<String> others = new HashSet<>();
  private final List<FaultFact> faults = new ArrayList<>();
  private boolean holdsElsewhere;
  private Instant now = NOW;
  private Around around = Around.NONE;

  static RolloutStatus status(int replicas, int updated, int available, String progressing) {
    return new RolloutStatus(7, 7, 3, replicas, updated, available, progressing, 600, 0);
  }

  static Situations deployment(String hash) {
    var situation = new Situations();
    situation.hash = hash;
    return situation;
  }

  Situations held(String requestedTime) {
    held = true;
    paused = true;
    this.requestedTime = requestedTime;
    return this;
  }

  /** The label is there, but it runs. */
  Situations resumed() {
    paused = false;
    return this;
  }

  Situations paused() {
    paused = true;
    return this;
  }

  Situations ownPause() {
    paused = true;
    ownPause = true;
    return this;
  }

  Situations status(RolloutStatus status) {
    this.status = status;
    return this;
  }

  Situations change(ChangeFact change) {
    active.add(change);
    return this;
  }

  Situations covered(Windows... windows) {
    for (var window : windows) {
      covering.add(window.fact());
    }
    return this;
  }

  Situations covered(WindowFact window) {
    covering.add(window);
    return this;
  }

  /** A window of the datacenter that does not cover it. */
  Situations besides(String window) {
    others.add(window);
    holdsElsewhere = true;
    return this;
  }

  Situations fault(String name) {
    return fault(new FaultFact(name, Severity.Major, NOW.minusSeconds(60), Optional.empty()));
  }

  Situations fault(FaultFact fault) {
    faults.add(fault);
    return this;
  }

  Situations canaries(Canaries canaries) {
    this.canaries = canaries;
    return this;
  }

  Situations around(Around around) {
    this.around = around;
    return this;
  }

  Situation now(Instant now) {
    this.now = now;
    return situation();
  }

  Situation situation() {
    var names = new HashSet<>(others);
    covering.forEach(w -> names.add(w.name()));
    return new Situation(
        now,
        "shop",
        "cart",
        "dc1",
        held,
        paused,
        ownPause,
        hash,
        requestedTime,
        status,
        List.copyOf(active),
        List.copyOf(covering),
        names,
        holdsElsewhere || covering.stream().anyMatch(w -> w.mode() == Mode.Hold),
        List.copyOf(faults),
        canaries,
        around);
  }

  Plan plan() {
    return Planner.plan(situation());
  }

  Plan.Step step() {
    return plan().step();
  }

  static ChangeFact heldChange(String hash, String requestedTime, String... windows) {
    return change(hash, requestedTime, ChangeType.Update, false, windows);
  }

  static ChangeFact releasedChange(String hash, String requestedTime, String... windows) {
    return change(hash, requestedTime, ChangeType.Update, true, windows);
  }

  static ChangeFact change(
      String hash, String requestedTime, ChangeType type, boolean released, String... windows) {
    return Drafts.change(
        "cart-" + hash + requestedTime,
        hash,
        requestedTime,
        type,
        released,
        released ? Optional.of(NOW.minusSeconds(600)) : Optional.empty(),
        List.of(windows),
        true);
  }

  static ChangeFact releasedWhenDeleted(ChangeFact change) {
    return Drafts.change(
        change.name(),
        change.templateHash(),
        change.requestedTime(),
        change.type(),
        change.released(),
        change.releasedTime(),
        change.windows(),
        false);
  }
}
