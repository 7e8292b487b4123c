package dev.rollguard.core.change;

import dev.rollguard.core.gate.ChangeType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Deployment has run: its revisions, and the hashes of the templates that ran healthy.
 *
 * @param healthyHashes templates that completed a rollout healthy in this Deployment
 */
public record Revisions(List<Revision> all, Set<String> healthyHashes) {

  /**
   * One revision (a ReplicaSet).
   *
   * @param created when it was first rolled out
   * @param desired pods that it should have
   * @param available pods of it that serve
   */
  public record Revision(
      String name,
      long number,
      PodTemplate template,
      String hash,
      Instant created,
      int desired,
      int available) {
    /** What the Deployment controller adds to the name, and to the labels of the pods. */
    public String podHash() {
      return name.substring(name.lastIndexOf('-') + 1);
    }

    boolean serves() {
      return desired > 0 && available >= desired;
    }
  }

  /** The revision that runs, or the newest of several while a rollout is in motion. */
  public Optional<Revision> running() {
    return all.stream().max(Comparator.comparingLong(Revision::number));
  }

  /** Whether pods of one revision only are wanted, so no rollout is half done. */
  private boolean settled() {
    return all.stream().filter(r -> r.desired() > 0).count() <= 1;
  }

  /**
   * Whether the template is the one that runs and its rollout is finished. With no pod wanted only
   * a template without others before it does: of an older one that is asked for again the
   * deployment controller makes the newest revision though it is paused, so numbers tell nothing.
   */
  public boolean runs(String hash) {
    var alone = !all.isEmpty() && before(hash).isEmpty();
    return settled() && (hasPodsOf(hash) || alone);
  }

  /** The hash of the template that runs healthy at this moment. */
  public Optional<String> healthyNow() {
    return all.stream()
        .filter(Revision::serves)
        .filter(r -> settled() || healthyHashes.contains(r.hash()))
        .max(Comparator.comparingLong(Revision::number))
        .map(Revision::hash);
  }

  /** What serves beside a requested template: the newest other revision that has pods. */
  public Optional<Revision> stableBut(String hash) {
    return all.stream()
        .filter(r -> !r.hash().equals(hash) && r.desired() > 0)
        .max(Comparator.comparingLong(Revision::number));
  }

  /** What ran before that template was asked for: the newest revision with another one. */
  public Optional<Revision> before(String hash) {
    return all.stream()
        .filter(r -> !r.hash().equals(hash))
        .max(Comparator.comparingLong(Revision::number));
  }

  /** What runs beside that template; with all pods gone, what ran before it. */
  public Optional<Revision> beside(String hash) {
    return stableBut(hash).or(() -> before(hash));
  }

  /** Whether some pods run that template, so that another one would be a rollout. */
  public boolean hasPodsOf(String hash) {
    return all.stream().anyMatch(r -> r.hash().equals(hash) && r.desired() > 0);
  }

  /** The newest revision other than the given one that ran healthy here. */
  public Optional<Revision> lastHealthyBut(String hash) {
    return all.stream()
        .filter(r -> !r.hash().equals(hash) && healthyHashes.contains(r.hash()))
        .max(Comparator.comparingLong(Revision::number));
  }

  /** What kind of rollout the template would be. */
  public ChangeType typeOf(PodTemplate requested) {
    var hash = requested.hash();
    if (healthyHashes.contains(hash)) {
      return ChangeType.Rollback;
    }
    if (all.isEmpty()) {
      return ChangeType.Create;
    }
    var unstamped = requested.withoutRestart().hash();
    return beside(hash)
            .filter(r -> r.template().withoutRestart().hash().equals(unstamped))
            .isPresent()
        ? ChangeType.Restart
        : ChangeType.Update;
  }
}
