package dev.rollguard;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.controller.risk.RiskRulesController;
import dev.rollguard.log.Keys;
import dev.rollguard.web.HealthServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator: shared caches, health, and one term of leadership after the other. */
final class Operation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Operation.class);
  private static final Duration BEFORE_NEXT_TERM = Duration.ofSeconds(1);

  /** Twice as long is what a silent watch can hide. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

  private final Wiring wiring;
  private final Policies policies;
  private final RiskRulesController riskRules;
  private volatile Optional<Term> started = Optional.empty();
  private volatile Optional<Term> current = Optional.empty();
  private volatile boolean warm;
  private volatile boolean closed;

  Operation(Wiring wiring) {
    this.wiring = wiring;
    this.policies = new Policies(wiring, this::leading, this::enforcementSeen);
    this.riskRules = wiring.riskRules(this::leading);
  }

  private boolean leading() {
    return current.filter(Term::leading).isPresent();
  }

  /** Runs until it is closed. */
  void run() throws InterruptedException {
    var health = new HealthServer(wiring.config.port(), this::missing, wiring.meters::scrape);
    try (health) {
      listen();
      var synced =
          CompletableFuture.allOf(
              wiring.caches.start(),
              wiring.checks.start(),
              wiring.controls.start(),
              wiring.rules.start());
      while (!synced.isDone()) {
        pause(Duration.ofMillis(20));
      }
      policies.start();
      Thread.ofVirtual().name("look-again").start(this::lookAgain);
      while (!closed) {
        serve();
      }
    }
  }

  /**
   * One term. What goes wrong in it is logged, and the next one follows. Nobody may wake its
   * controllers before they have started; what happened until then is looked at once they have.
   */
  private void serve() throws InterruptedException {
    try (var term = new Term(wiring, policies::of, this::elected)) {
      current = Optional.of(term);
      term.start();
      started = Optional.of(term);
      wakeAll(term);
      warm = true;
      term.awaitEnd();
    } catch (RuntimeException e) {
      LOG.error("The term ended with an error, the next one follows.", e);
    } finally {
      started = Optional.empty();
    }
    pause(BEFORE_NEXT_TERM);
  }

  private void elected() {
    policies.trigger();
    riskRules.trigger();
  }

  /** Whatever a watch keeps to itself is noticed here. */
  private void lookAgain() {
    while (!closed) {
      try {
        pause(BETWEEN_LOOKS);
        riskRules.trigger();
        if (!closed && wiring.caches.lookAgain()) {
          policies.trigger();
          started.ifPresent(this::wakeAll);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue(Keys.ERROR, e.getMessage())
            .log("Windows and faults could not be listed, trying again.");
      }
    }
  }

  private void pause(Duration time) throws InterruptedException {
    synchronized (this) {
      if (!closed) {
        wait(time.toMillis());
      }
    }
  }

  private List<String> missing() {
    var missing = new ArrayList<>(wiring.caches.unsynced());
    missing.addAll(wiring.checks.unsynced());
    missing.addAll(wiring.controls.unsynced());
    missing.addAll(wiring.rules.unsynced());
    if (!warm) {
      missing.add("the controllers' caches");
    }
    return missing;
  }

  private void listen() {
    wiring.caches.onWindow(this::windowSeen);
    wiring.caches.onFault(this::faultSeen);
    wiring.caches.onNamespace(n ->
        started.ifPresent(t ->
            t.changes.wake(w -> n.getMetadata().getName().equals(w.getMetadata().getNamespace()))));
    wiring.caches.onChange(this::changeSeen);
    wiring.rules.onChange(riskRules::trigger);
    new CheckNews(wiring, () -> started, this::wakeAllOf).listen();
    new ControlNews(wiring, () -> started, this::wakeAllOf).listen();
  }

  private void windowSeen(Optional<ChangeWindow> before, Optional<ChangeWindow> after) {
    if (before.isPresent() && after.isPresent() && !Term.asked(after.get(), before.get())) {
      return;
    }
    if (after.isEmpty()) {
      before.ifPresent(wiring::forget);
    }
    changedIn(Stream.concat(before.stream(), after.stream()).map(w -> w.getSpec().getDatacenter()));
  }

  private void faultSeen(Optional<Fault> before, Optional<Fault> after) {
    if (before.isPresent() && after.isPresent() && !Term.asked(after.get(), before.get())) {
      return;
    }
    changedIn(Stream.concat(before.stream(), after.stream()).map(f -> f.getSpec().getDatacenter()));
  }

  /** What goes on in a datacenter also matters where it comes first. */
  private void changedIn(Stream<String> datacenters) {
    datacenters
        .distinct()
        .forEach(dc -> {
          wakeAllOf(dc);
          started.ifPresent(t -> t.wakeFollowers(wiring, dc));
        });
  }

  private void wakeAll(Term term) {
    term.changes.wake(w -> true);
    wiring.caches.windows().forEach(w -> term.windows.wake(w.getMetadata().getName()));
    wiring.caches.faults().forEach(f -> term.faults.wake(f.getMetadata().getName()));
    wiring.checks.all().forEach(term.checks::wake);
    wiring.controls.allApprovals().forEach(term.approvals::wake);
    wiring
        .controls
        .allBreakGlasses()
        .forEach(b -> term.breakGlasses.wake(b.getMetadata().getName()));
  }

  private void enforcementSeen() {
    started.ifPresent(
        t -> wiring.caches.windows().forEach(w -> t.windows.wake(w.getMetadata().getName())));
  }

  /** Rollouts first: they decide, the rest only tells. */
  private void wakeAllOf(String datacenter) {
    started.ifPresent(t -> t.wakeDatacenter(wiring, datacenter));
    policies.trigger();
    started.ifPresent(t -> wakeTellers(t, datacenter));
  }

  private void wakeTellers(Term term, String datacenter) {
    wiring.caches.windows(datacenter).forEach(w -> term.windows.wake(w.getMetadata().getName()));
    wakeFaults(term, datacenter);
  }

  private void changeSeen(Optional<Change> before, Optional<Change> after) {
    started.ifPresent(t -> {
      Stream.concat(before.stream(), after.stream())
          .flatMap(c -> c.getStatus().getWindows().stream())
          .distinct()
          .forEach(t.windows::wake);
      after.or(() -> before).ifPresent(c -> wakeFaults(t, c.getSpec().getDatacenter()));
      if (after.isEmpty()) {
        before.ifPresent(t.changes::deleted);
        before.ifPresent(c ->
            t.changes.wake(c.getMetadata().getNamespace(), c.getSpec().getWorkloadRef().getName()));
      }
    });
  }

  private void wakeFaults(Term term, String datacenter) {
    wiring.caches.faults(datacenter).forEach(f -> term.faults.wake(f.getMetadata().getName()));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    current.ifPresent(Term::close);
    policies.close();
    wiring.close();
  }
}
