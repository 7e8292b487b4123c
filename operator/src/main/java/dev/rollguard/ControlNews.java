package dev.rollguard;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.observe.Observer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who looks again when people decide about changes, or when one change makes room for others. */
final class ControlNews {
  private final Wiring wiring;
  private final Supplier<Optional<Term>> term;
  private final Consumer<String> wakeDatacenter;

  /**
   * @param term the one that has started, if any
   * @param wakeDatacenter looks again at all that may change in a datacenter
   */
  ControlNews(Wiring wiring, Supplier<Optional<Term>> term, Consumer<String> wakeDatacenter) {
    this.wiring = wiring;
    this.term = term;
    this.wakeDatacenter = wakeDatacenter;
  }

  void listen() {
    wiring.controls.onApproval(this::approvalSeen);
    wiring.controls.onBreakGlass(this::breakGlassSeen);
    wiring.caches.onChange(this::changeSeen);
  }

  /** An approval never changes but for its status, which changes nothing. */
  private void approvalSeen(Optional<Approval> before, Optional<Approval> after) {
    if (before.isPresent() && after.isPresent()) {
      return;
    }
    var approval = after.or(() -> before).orElseThrow();
    wakeDeployment(
        approval.getMetadata().getNamespace(), approval.getSpec().getChangeRef().getName());
  }

  private void wakeDeployment(String namespace, String change) {
    find(namespace, change)
        .map(c -> c.getSpec().getWorkloadRef().getName())
        .ifPresent(name -> term.get().ifPresent(t -> t.changes.wake(namespace, name)));
  }

  private Optional<Change> find(String namespace, String change) {
    return wiring.caches.activeChanges().find(namespace, change);
  }

  private void breakGlassSeen(Optional<BreakGlass> before, Optional<BreakGlass> after) {
    if (!passed(before).equals(passed(after))) {
      after.ifPresent(this::wakeBreakGlass);
    }
    if (said(before).equals(said(after))) {
      return;
    }
    var glass = after.or(() -> before).orElseThrow();
    var ref = glass.getSpec().getChangeRef();
    var datacenter =
        ref == null
            ? Optional.ofNullable(glass.getSpec().getDatacenter())
            : find(ref.getNamespace(), ref.getName())
                .map(c -> c.getSpec().getDatacenter())
                .or(() -> Optional.ofNullable(glass.getStatus().getDatacenter()));
    datacenter.ifPresent(wakeDatacenter);
  }

  /** Its sentence counts what passed, and says whether the Change that it names is there. */
  private void wakeBreakGlass(BreakGlass glass) {
    term.get().ifPresent(t -> t.breakGlasses.wake(glass.getMetadata().getName()));
  }

  private static Optional<Integer> passed(Optional<BreakGlass> glass) {
    return glass.map(g -> Objects.requireNonNullElse(g.getStatus().getReleasedChanges(), 0));
  }

  private static Optional<List<Object>> said(Optional<BreakGlass> glass) {
    return glass.map(g ->
        List.of(
            Objects.requireNonNullElse(g.getMetadata().getGeneration(), 0L),
            Optional.ofNullable(g.getStatus().getState())));
  }

  /** A turn that is free, and an end that others wait for; what people ask of a Change. */
  private void changeSeen(Optional<Change> before, Optional<Change> after) {
    var change = after.or(() -> before).orElseThrow();
    var namespace = change.getMetadata().getNamespace();
    if (!asked(before).equals(asked(after))) {
      term.get()
          .ifPresent(t -> t.changes.wake(namespace, change.getSpec().getWorkloadRef().getName()));
    }
    term.get()
        .ifPresent(t ->
            wiring
                .controls
                .approvalsOf(namespace, change.getMetadata().getName())
                .forEach(t.approvals::wake));
    if (isThere(before) != isThere(after)) {
      wiring
          .controls
          .breakGlassesOf(namespace, change.getMetadata().getName())
          .forEach(this::wakeBreakGlass);
    }
    if (isBusy(before) && !isBusy(after)) {
      wakeWaiting(change.getSpec().getDatacenter());
    }
  }

  private void wakeWaiting(String datacenter) {
    if (wiring.observer.hasTurns(datacenter)) {
      term.get().ifPresent(t -> t.wakeDatacenter(wiring, datacenter));
    }
  }

  private static boolean isThere(Optional<Change> change) {
    return change.filter(c -> !Observer.finished(c)).isPresent();
  }

  private static boolean isBusy(Optional<Change> change) {
    return change
        .filter(c -> c.getStatus().getTurnTime() != null || c.getStatus().getReleasedTime() != null)
        .filter(
            c -> !Observer.finished(c) || c.getMetadata().getLabels().containsKey(Labels.ACTIVE))
        // Its Deployment is gone, and its pods stayed.
        .filter(c -> !c.getMetadata().getOwnerReferences().isEmpty())
        .isPresent();
  }

  private static Optional<List<Optional<String>>> asked(Optional<Change> change) {
    return change
        .map(c -> c.getMetadata().getAnnotations())
        .map(a ->
            Stream.of(Labels.CANCEL, Labels.REVERT)
                .map(key -> Optional.ofNullable(a.get(key)))
                .toList());
  }
}
