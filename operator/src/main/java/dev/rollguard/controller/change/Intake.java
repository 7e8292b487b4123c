package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.LiveReader.Request;
import dev.rollguard.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Takes in a request that has no record yet: reads what it asks for and writes its Change. */
final class Intake {
  /** What became of it. */
  enum Outcome {
    /** Its Change is written. */
    Recorded,
    /** The requested template is the one that runs: the hold has no purpose. */
    Unchanged,
    /** It started unheld and its gates refuse: to be paused. */
    ToBePaused,
    /** The Deployment is gone, changed meanwhile, or its rollout is on record already. */
    NothingToDo
  }

  /** Policies take about a second to be in force; a rollout that began before is no bypass. */
  private static final Duration IN_FORCE = Duration.ofSeconds(3);

  private final LiveReader reader;
  private final ChangeRecords records;
  private final Caches caches;
  private final String operatorUser;
  private final int kept;

  Intake(LiveReader reader, ChangeRecords records, Caches caches, String operatorUser, int kept) {
    this.reader = reader;
    this.records = records;
    this.caches = caches;
    this.operatorUser = operatorUser;
    this.kept = kept;
  }

  Outcome take(Workload workload, Situation situation) {
    var read = reader.request(workload);
    if (read.isEmpty() || !read.get().template().hash().equals(situation.templateHash())) {
      return Outcome.NothingToDo;
    }
    var request = read.get();
    records.old().prune(request.history(), kept);
    return situation.held()
        ? held(workload, situation, request)
        : started(workload, situation, request);
  }

  private Outcome held(Workload workload, Situation situation, Request request) {
    if (request.revisions().runs(situation.templateHash())) {
      return Outcome.Unchanged;
    }
    var user = workload.getRequestedBy();
    records.create(
        NewChange.of(
            workload,
            situation,
            request,
            new NewChange.Asker(
                user.isEmpty() ? Holds.UNKNOWN_REQUESTER : user,
                workload.getRequestedAt(),
                workload.isUnguarded())));
    return Outcome.Recorded;
  }

  /** A rollout in motion that nobody held. */
  private Outcome started(Workload workload, Situation situation, Request request) {
    if (onRecord(request, situation.templateHash())) {
      return Outcome.NothingToDo;
    }
    var running = request.revisions().running();
    if (running.isEmpty()) {
      return Outcome.NothingToDo;
    }
    var started = running.get().created();
    var unguarded = unguarded(workload, situation, running.get());
    if (!unguarded && workload.getRequestedAt().isEmpty() && isOver(request, situation)) {
      return Outcome.NothingToDo;
    }
    if (unguarded && !wouldBeReleased(situation, request)) {
      return Outcome.ToBePaused;
    }
    var user = workload.getRequestedBy();
    var time = workload.getRequestedAt();
    records.create(
        NewChange.of(
            workload,
            situation,
            request,
            new NewChange.Asker(
                user.isEmpty() ? Holds.UNKNOWN_REQUESTER : user,
                time.isEmpty() ? started.toString() : time,
                unguarded)));
    return Outcome.Recorded;
  }

  /** The cache was behind: the rollout, which nobody had to hold, has ended meanwhile. */
  private static boolean isOver(Request request, Situation situation) {
    return request.revisions().healthyNow().filter(situation.templateHash()::equals).isPresent();
  }

  private static boolean onRecord(Request request, String hash) {
    return request.history().stream()
        .max(Comparator.comparing((Change c) -> c.getMetadata().getCreationTimestamp()))
        .filter(c -> hash.equals(c.getSpec().getTemplateHash()))
        .isPresent();
  }

  private static boolean wouldBeReleased(Situation situation, Request request) {
    var rollout = situation.rollout(request.revisions().typeOf(request.template()));
    return Gates.decide(situation.now(), rollout, situation.gating(), situation.faults())
        .releases();
  }

  /** Whether the API server should have held it: a window that holds was in force when it began. */
  private boolean unguarded(Workload workload, Situation situation, Revisions.Revision running) {
    if (workload.getRequestedBy().equals(operatorUser)) {
      return false;
    }
    return situation.covering().stream()
        .filter(w -> w.mode() == Mode.Hold)
        .filter(w -> !w.letPass(running.created()))
        .map(w -> created(w.name()))
        .flatMap(Optional::stream)
        .anyMatch(since -> running.created().isAfter(since.plus(IN_FORCE)));
  }

  private Optional<Instant> created(String window) {
    return caches.windows().stream()
        .filter(w -> window.equals(w.getMetadata().getName()))
        .map(ChangeWindow::getMetadata)
        .map(m -> Instant.parse(m.getCreationTimestamp()))
        .findFirst();
  }

  /** When a rollout that nobody held began. */
  Optional<Instant> startOf(Workload workload) {
    return reader.revisions(workload).running().map(Revisions.Revision::created);
  }

  /** What serves now, beside the template that is asked for. */
  Optional<Revisions.Revision> stableBut(Workload workload, String hash) {
    return reader.revisions(workload).stableBut(hash);
  }

  /** What it has run. */
  Revisions revisions(Workload workload) {
    return reader.revisions(workload);
  }

  /** The newest other revision that ran healthy. */
  Optional<Revisions.Revision> lastHealthyBut(Workload workload, String hash) {
    return reader.revisions(workload).lastHealthyBut(hash);
  }
}
