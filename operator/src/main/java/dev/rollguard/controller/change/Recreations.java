package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.observe.ActiveChanges;
import dev.rollguard.observe.Observer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deployments that were deleted while they were held. Who creates one of the same name afterwards
 * does not get rid of the hold, for the new one is held by itself; and its Change tells what it
 * follows. Changes go with their Deployment, so an Event tells of it as well: that one lasts.
 */
final class Recreations {
  /** As long as the API server keeps Events. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final int MOST = 1024;
  private static final int MAX_DIFF = 128;
  private static final int MAX_LINE_BYTES = 512;

  private record Gone(Change change, Instant time) {}

  private final ActiveChanges active;
  private final WorkloadCache workloads;
  private final WaysOut told;
  private final InstantSource clock;
  private final Map<String, Gone> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Gone> eldest) {
          return size() > MOST;
        }
      };

  Recreations(ActiveChanges active, WorkloadCache workloads, WaysOut told, InstantSource clock) {
    this.active = active;
    this.workloads = workloads;
    this.told = told;
    this.clock = clock;
  }

  /** A Change was deleted. With its Deployment, unless somebody did that by hand. */
  void deleted(Change change) {
    if (Observer.state(change) != ChangeState.Held || isThere(change)) {
      return;
    }
    synchronized (gone) {
      gone.put(path(change), new Gone(change, clock.instant()));
    }
    told.heldDeploymentDeleted(change, sentence(change));
  }

  private boolean isThere(Change change) {
    var ref = change.getSpec().getWorkloadRef();
    return workloads
        .find(change.getMetadata().getNamespace(), ref.getName())
        .filter(w -> w.getMetadata().getUid().equals(ref.getUid()))
        .isPresent();
  }

  /** The same Change; its first line tells what it follows, if anything. */
  Change noted(Change fresh) {
    before(fresh)
        .ifPresent(old -> {
          var line = Texts.line("created again: " + sentence(old), MAX_LINE_BYTES);
          fresh
              .getSpec()
              .setDiff(
                  Stream.concat(Stream.of(line), fresh.getSpec().getDiff().stream())
                      .limit(MAX_DIFF)
                      .toList());
        });
    return fresh;
  }

  /** The one that was held when its Deployment was deleted; it may not be gone itself yet. */
  private Optional<Change> before(Change fresh) {
    var uid = fresh.getSpec().getWorkloadRef().getUid();
    return remembered(path(fresh))
        .or(() ->
            active.in(fresh.getSpec().getDatacenter()).stream()
                .filter(c -> path(c).equals(path(fresh)))
                .filter(c -> Observer.state(c) == ChangeState.Held)
                .findFirst())
        .filter(c -> !c.getSpec().getWorkloadRef().getUid().equals(uid));
  }

  private Optional<Change> remembered(String path) {
    synchronized (gone) {
      return Optional.ofNullable(gone.get(path))
          .filter(g -> clock.instant().isBefore(g.time().plus(REMEMBERED)))
          .map(Gone::change);
    }
  }

  private static String sentence(Change held) {
    return "Deployment/%s was deleted while Change/%s, which %s asked for, held it."
        .formatted(
            held.getSpec().getWorkloadRef().getName(),
            held.getMetadata().getName(),
            held.getSpec().getRequestedBy());
  }

  private static String path(Change change) {
    return change.getMetadata().getNamespace() + "/" + change.getSpec().getWorkloadRef().getName();
  }
}
