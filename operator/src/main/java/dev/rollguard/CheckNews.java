package dev.rollguard;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.observe.CheckCaches;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who looks again when something happens to a run of checks, or to what a run depends on. */
final class CheckNews {
  private final Wiring wiring;
  private final Supplier<Optional<Term>> term;
  private final Consumer<String> wakeDatacenter;

  /**
   * @param term the one that has started, if any
   * @param wakeDatacenter looks again at all that a fault of a datacenter may change
   */
  CheckNews(Wiring wiring, Supplier<Optional<Term>> term, Consumer<String> wakeDatacenter) {
    this.wiring = wiring;
    this.term = term;
    this.wakeDatacenter = wakeDatacenter;
  }

  void listen() {
    wiring.checks.onRun(this::runSeen);
    wiring.checks.onTemplate(this::templateSeen);
    wiring.caches.onChange(this::changeSeen);
    wiring.caches.onFault(this::faultSeen);
  }

  /**
   * Only what the gates see of a run matters to others at once; its samples do not while it runs.
   */
  private void runSeen(Optional<CheckRun> before, Optional<CheckRun> after) {
    if (after.isEmpty()) {
      term.get().ifPresent(t -> before.ifPresent(t.checks::forget));
    }
    if (!before.map(this::fact).equals(after.map(this::fact))) {
      after.or(() -> before).ifPresent(this::wakeSubject);
    }
  }

  private RunFact fact(CheckRun run) {
    return CheckCaches.fact(run, wiring.config.operatorUser());
  }

  private void wakeSubject(CheckRun run) {
    var change = run.getSpec().getChangeRef();
    var fault = run.getSpec().getFaultRef();
    if (change != null) {
      wakeDeployment(run.getMetadata().getNamespace(), change.getName());
    } else if (fault != null) {
      wiring.caches.faults().stream()
          .filter(f -> fault.getName().equals(f.getMetadata().getName()))
          .map(f -> f.getSpec().getDatacenter())
          .forEach(wakeDatacenter);
    }
  }

  private void wakeDeployment(String namespace, String change) {
    wiring
        .caches
        .activeChanges()
        .find(namespace, change)
        .map(c -> c.getSpec().getWorkloadRef().getName())
        .ifPresent(name -> term.get().ifPresent(t -> t.changes.wake(namespace, name)));
  }

  private void templateSeen(Optional<CheckTemplate> before, Optional<CheckTemplate> after) {
    var name = after.or(() -> before).orElseThrow().getMetadata().getName();
    if (after.isEmpty()) {
      term.get().ifPresent(t -> t.checks.forgetTemplate(name));
    }
    var generation = before.map(t -> t.getMetadata().getGeneration());
    if (!generation.equals(after.map(t -> t.getMetadata().getGeneration()))) {
      wake(wiring.checks.runsOf(name));
    }
  }

  private void changeSeen(Optional<Change> before, Optional<Change> after) {
    var metadata = after.or(() -> before).orElseThrow().getMetadata();
    wake(wiring.checks.aboutChange(metadata.getNamespace(), metadata.getName()));
  }

  private void faultSeen(Optional<Fault> before, Optional<Fault> after) {
    var name = after.or(() -> before).orElseThrow().getMetadata().getName();
    wake(wiring.checks.aboutFault(name));
  }

  private void wake(List<CheckRun> runs) {
    term.get().ifPresent(t -> runs.forEach(t.checks::wake));
  }
}
