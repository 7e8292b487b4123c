package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.core.change.Around;
import dev.rollguard.core.change.Canaries;
import dev.rollguard.core.change.SiblingFact;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.AfterDemand;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.ConcurrencyDemand;
import dev.rollguard.core.gate.ElsewhereFact;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.WindowFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together the situation of one Deployment, from the caches or from live reads. */
public final class Observer {
  /** Of several canaries of one Deployment the one that says most counts. */
  private static final Comparator<SiblingFact> BEST_CANARY =
      Comparator.comparing(SiblingFact::sameImages)
          .thenComparing(SiblingFact::ready)
          .thenComparing(SiblingFact::name, Comparator.reverseOrder());

  private final Caches caches;
  private final Coverage coverage;
  private final Facts facts;
  private final Runs runs;
  private final Controls controls;
  private volatile Siblings siblings = (namespace, deployment) -> List.of();

  public Observer(Caches caches, Coverage coverage, Facts facts, Runs runs, Controls controls) {
    this.caches = caches;
    this.coverage = coverage;
    this.facts = facts;
    this.runs = runs;
    this.controls = controls;
  }

  /** The cache of Deployments lives in their controller, term by term. */
  public void siblings(Siblings source) {
    siblings = source;
  }

  /**
   * Windows, faults and namespace labels as read at one time.
   *
   * @param reads where more is read when a window asks for it
   */
  record Surroundings(
      List<ChangeWindow> windows,
      List<Fault> faults,
      Map<String, String> namespaceLabels,
      Reads reads) {}

  /** What the caches know. */
  private final class Cached implements Reads {
    @Override
    public List<Fault> faults(String datacenter) {
      return caches.faults(datacenter);
    }

    @Override
    public List<Change> changes(String datacenter) {
      return caches.activeChanges().in(datacenter);
    }

    @Override
    public List<Workload> named(String name) {
      return siblings.named(name);
    }

    @Override
    public List<Change> active(Workload workload) {
      return caches.activeChanges().of(workload);
    }

    @Override
    public List<ApprovalFact> approvals(String namespace, String change) {
      return controls.approvals(namespace, change);
    }
  }

  private final Reads cached = new Cached();

  /** Where more is read when the caches are good enough. */
  Reads cached() {
    return cached;
  }

  /** How long others wait in a datacenter after a rollout has ended: as its windows say. */
  public Duration soak(String datacenter) {
    return caches.windows(datacenter).stream()
        .flatMap(w -> facts.window(w).demands().concurrency().stream())
        .map(ConcurrencyDemand::soak)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Whether a window of the datacenter lets only so many changes be in motion at once. */
  public boolean hasTurns(String datacenter) {
    return caches.windows(datacenter).stream()
        .anyMatch(w -> facts.window(w).demands().concurrency().isPresent());
  }

  /** The datacenter of a Deployment as the caches know it; may be empty. */
  public String datacenter(Workload workload) {
    return datacenter(workload, labelsOf(workload));
  }

  String datacenter(Workload workload, Map<String, String> namespaceLabels) {
    return coverage.datacenter(workload, namespaceLabels);
  }

  private Map<String, String> labelsOf(Workload workload) {
    return caches.namespaceLabels(workload.getMetadata().getNamespace());
  }

  /** Whether the gates of any window count for it. */
  public boolean governs(Workload workload) {
    var labels = labelsOf(workload);
    var datacenter = coverage.datacenter(workload, labels);
    return !gating(workload, datacenter).isEmpty();
  }

  /** The situation as the caches know it. */
  public Situation observe(Workload workload, Instant now) {
    var labels = labelsOf(workload);
    var datacenter = coverage.datacenter(workload, labels);
    var around =
        new Surroundings(caches.windows(datacenter), caches.faults(datacenter), labels, cached);
    return observe(workload, around, now);
  }

  Situation observe(Workload workload, Surroundings around, Instant now) {
    var datacenter = coverage.datacenter(workload, around.namespaceLabels());
    var ofDatacenter =
        around.windows().stream()
            .filter(w -> datacenter.equals(w.getSpec().getDatacenter()))
            .toList();
    var covering = covering(workload, ofDatacenter, datacenter, around.namespaceLabels());
    return new Situation(
        now,
        workload.getMetadata().getNamespace(),
        workload.getMetadata().getName(),
        datacenter,
        workload.isHeld(),
        workload.getSpec().isPaused(),
        workload.isOwnPause(),
        workload.getSpec().getTemplateHash(),
        workload.getRequestedAt(),
        workload.rollout(),
        around.reads().active(workload).stream()
            .filter(c -> !finished(c))
            .map(c -> ChangeFacts.of(c, datacenter, approvals(c, covering, around.reads()), runs))
            .toList(),
        covering,
        ofDatacenter.stream().map(w -> w.getMetadata().getName()).collect(Collectors.toSet()),
        ofDatacenter.stream().anyMatch(w -> facts.window(w).mode() == Mode.Hold),
        facts.faults(around.faults(), datacenter, now),
        canaries(workload),
        around(workload, datacenter, covering, new Looking(around.reads(), now)));
  }

  /** Where to look, at what time. */
  private record Looking(Reads reads, Instant now) {}

  private static List<ApprovalFact> approvals(
      Change change, List<WindowFact> covering, Reads reads) {
    return covering.stream().allMatch(w -> w.demands().approvals().isEmpty())
        ? List.of()
        : reads.approvals(change.getMetadata().getNamespace(), change.getMetadata().getName());
  }

  private Around around(
      Workload workload, String datacenter, List<WindowFact> covering, Looking looking) {
    var turns =
        covering.stream()
            .filter(w -> w.demands().concurrency().isPresent())
            .collect(
                Collectors.toMap(WindowFact::name, w -> w.demands().concurrency().orElseThrow()));
    return new Around(
        controls.breakGlasses().stream().filter(b -> b.activeAt(looking.now())).toList(),
        comeFirst(covering).stream().map(first -> elsewhere(workload, first, looking)).toList(),
        turns.isEmpty()
            ? change -> List.of()
            : new Neighbourhood(
                workload.getMetadata().getNamespace(),
                () -> looking.reads().changes(datacenter),
                siblings,
                w -> observe(w, looking.now()),
                turns));
  }

  private static Set<String> comeFirst(List<WindowFact> covering) {
    return covering.stream()
        .flatMap(w -> w.demands().after().stream())
        .map(AfterDemand::datacenter)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * How the Deployments of the same name do in a datacenter that comes first. What no window gates
   * there is no proof beside one that a window does.
   */
  private ElsewhereFact elsewhere(Workload workload, String datacenter, Looking looking) {
    var all =
        looking.reads().named(workload.getMetadata().getName()).stream()
            .filter(w -> datacenter.equals(datacenter(w)))
            .toList();
    var gated = all.stream().filter(w -> !gating(w, datacenter).isEmpty()).toList();
    return new ElsewhereFact(
        datacenter,
        (gated.isEmpty() ? all : gated).stream().map(w -> peer(w, workload, datacenter)).toList(),
        facts.faults(looking.reads().faults(datacenter), datacenter, looking.now()));
  }

  private ElsewhereFact.Peer peer(Workload there, Workload here, String datacenter) {
    var same = there.getSpec().getTemplateHash().equals(here.getSpec().getTemplateHash());
    return new ElsewhereFact.Peer(
        there.getMetadata().getNamespace(),
        there.getMetadata().getName(),
        same,
        there.healthySince(),
        same && !there.isHeld() ? Set.of() : comeFirst(gating(there, datacenter)));
  }

  private List<WindowFact> gating(Workload workload, String datacenter) {
    return covering(workload, caches.windows(datacenter), datacenter, labelsOf(workload)).stream()
        .filter(w -> w.mode() != Mode.Warn)
        .toList();
  }

  /** What runs as the canary of a Deployment: clones, and what its owner labelled. */
  public List<Workload> canariesOf(Workload workload) {
    var meta = workload.getMetadata();
    return siblings.canariesOf(meta.getNamespace(), meta.getName());
  }

  private Canaries canaries(Workload workload) {
    var meta = workload.getMetadata();
    var all = canariesOf(workload);
    return new Canaries(
        !workload.getCanaryFor().isEmpty(),
        all.stream()
            .filter(w -> w.getCanaryOf().equals(meta.getName()))
            .map(w -> sibling(w, workload))
            .findFirst(),
        all.stream()
            .filter(w -> w.getCanaryFor().equals(meta.getName()))
            .map(w -> sibling(w, workload))
            .max(BEST_CANARY));
  }

  private static SiblingFact sibling(Workload canary, Workload main) {
    var rollout = canary.rollout();
    return new SiblingFact(
        canary.getMetadata().getName(),
        canary.getCloneChange(),
        canary.getSpec().getImagesHash().equals(main.getSpec().getImagesHash()),
        rollout.complete() && rollout.desired() > 0 && !canary.getSpec().isPaused(),
        rollout.stuck());
  }

  private List<WindowFact> covering(
      Workload workload,
      List<ChangeWindow> windows,
      String datacenter,
      Map<String, String> namespaceLabels) {
    return windows.stream()
        .filter(w -> coverage.covers(w, workload, datacenter, namespaceLabels))
        .map(facts::window)
        .sorted(Comparator.comparing(WindowFact::name))
        .toList();
  }

  /** Whether a Change has ended. */
  public static boolean finished(Change change) {
    return switch (state(change)) {
      case Held, Released -> false;
      case Completed, Superseded, Cancelled, Failed -> true;
    };
  }

  /** A Change whose first status was not written yet is held. */
  public static ChangeState state(Change change) {
    return Optional.ofNullable(change.getStatus().getState()).orElse(ChangeState.Held);
  }
}
