package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.LiveReader.Request;
import dev.rollguard.observe.Workload;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * What it is made of.
   *
   * @param operatorUser the user name of the operator's ServiceAccount
   * @param kept finished Changes to keep for each Deployment
   */
  record Parts(
      LiveReader reader,
      ChangeRecords records,
      Caches caches,
      Assessor assessor,
      DatacenterPods pods,
      String operatorUser,
      int kept) {}

  private final Parts parts;
  private final WayBacks wayBacks;

  Intake(Parts parts) {
    this.parts = parts;
    this.wayBacks = new WayBacks(parts.operatorUser());
  }

  Outcome take(Workload workload, Situation situation) {
    var read = parts.reader().request(workload);
    if (read.isEmpty() || !read.get().template().hash().equals(situation.templateHash())) {
      return Outcome.NothingToDo;
    }
    var request = read.get();
    parts.records().old().prune(request.history(), parts.kept());
    var asked = new NewChange.Asked(workload, situation, request);
    return situation.held() ? held(asked) : started(asked);
  }

  private Outcome held(NewChange.Asked asked) {
    var workload = asked.workload();
    if (asked.request().revisions().runs(asked.situation().templateHash())) {
      return Outcome.Unchanged;
    }
    var stamp = workload.getRequestedAt();
    // Whoever resets managedFields leaves no stamp; a record must have a time.
    var time = stamp.isEmpty() ? Moments.seconds(asked.situation().now()) : stamp;
    create(
        asked,
        new NewChange.Asker(
            requester(workload),
            stamp,
            time,
            workload.isUnguarded() ? NewChange.Origin.Unguarded : NewChange.Origin.Asked));
    return Outcome.Recorded;
  }

  private static String requester(Workload workload) {
    var user = workload.getRequestedBy();
    return user.isEmpty() ? Holds.UNKNOWN_REQUESTER : user;
  }

  private void create(NewChange.Asked asked, NewChange.Asker asker) {
    var situation = asked.situation();
    var pods = parts.pods().of(situation.datacenter(), situation.now());
    var assessment = parts.assessor().assess(RequestFacts.of(asked, pods));
    parts.records().create(NewChange.of(asked, asker, assessment));
  }

  /** A rollout in motion that nobody held. */
  private Outcome started(NewChange.Asked asked) {
    var workload = asked.workload();
    var situation = asked.situation();
    var request = asked.request();
    if (onRecord(request, situation.templateHash())) {
      return Outcome.NothingToDo;
    }
    var running = request.revisions().running();
    if (running.isEmpty()) {
      return Outcome.NothingToDo;
    }
    var started = running.get().created();
    if (wayBacks.isOne(asked)) {
      var stamp = workload.getRequestedAt();
      create(
          asked, new NewChange.Asker(requester(workload), stamp, stamp, NewChange.Origin.WayBack));
      return Outcome.Recorded;
    }
    var unguarded = unguarded(situation, running.get());
    if (!unguarded && workload.getRequestedAt().isEmpty() && isOver(request, situation)) {
      return Outcome.NothingToDo;
    }
    if (unguarded && !wouldBeReleased(situation, request)) {
      return Outcome.ToBePaused;
    }
    var origin = unguarded ? NewChange.Origin.Unguarded : NewChange.Origin.Asked;
    create(asked, asker(asked, started, origin));
    return Outcome.Recorded;
  }

  /** A stamp that is not true says neither who nor when. */
  private NewChange.Asker asker(NewChange.Asked asked, Instant started, NewChange.Origin origin) {
    if (wayBacks.says(asked)) {
      return new NewChange.Asker(
          Holds.UNKNOWN_REQUESTER, started.toString(), started.toString(), origin);
    }
    var stamp = asked.workload().getRequestedAt();
    var time = stamp.isEmpty() ? started.toString() : stamp;
    return new NewChange.Asker(requester(asked.workload()), time, time, origin);
  }

  /** The cache was behind: the rollout, which nobody had to hold, has ended meanwhile. */
  private static boolean isOver(Request request, Situation situation) {
    return request.revisions().healthyNow().filter(situation.templateHash()::equals).isPresent();
  }

  private static boolean onRecord(Request request, String hash) {
    return request.newest().stream().anyMatch(c -> hash.equals(c.getSpec().getTemplateHash()));
  }

  private static boolean wouldBeReleased(Situation situation, Request request) {
    var rollout = situation.rollout(request.revisions().typeOf(request.template()));
    return Gates.decide(situation.now(), rollout, situation.gating(), situation.faults())
        .releases();
  }

  /** Whether the API server should have held it: a window that holds was in force when it began. */
  private boolean unguarded(Situation situation, Revisions.Revision running) {
    return situation.covering().stream()
        .filter(w -> w.mode() == Mode.Hold)
        .filter(w -> !w.letPass(running.created()))
        .map(w -> created(w.name()))
        .flatMap(Optional::stream)
        .anyMatch(since -> running.created().isAfter(since.plus(IN_FORCE)));
  }

  private Optional<Instant> created(String window) {
    return parts.caches().windows().stream()
        .filter(w -> window.equals(w.getMetadata().getName()))
        .map(ChangeWindow::getMetadata)
        .map(m -> Instant.parse(m.getCreationTimestamp()))
        .findFirst();
  }

  /** When a rollout that nobody held began. */
  Optional<Instant> startOf(Workload workload) {
    return parts.reader().revisions(workload).running().map(Revisions.Revision::created);
  }

  /** What serves now, beside the template that is asked for. */
  Optional<Revisions.Revision> stableBut(Workload workload, String hash) {
    return parts.reader().revisions(workload).stableBut(hash);
  }

  /** What it has run. */
  Revisions revisions(Workload workload) {
    return parts.reader().revisions(workload);
  }

  /** The newest other revision that ran healthy. */
  Optional<Revisions.Revision> lastHealthyBut(Workload workload, String hash) {
    return parts.reader().revisions(workload).lastHealthyBut(hash);
  }
}
