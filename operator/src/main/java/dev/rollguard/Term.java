package dev.rollguard;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.config.Config;
import dev.rollguard.controller.approval.ApprovalReconciler;
import dev.rollguard.controller.breakglass.BreakGlassReconciler;
import dev.rollguard.controller.change.ChangeReconciler;
import dev.rollguard.controller.check.CheckController;
import dev.rollguard.controller.fault.FaultReconciler;
import dev.rollguard.controller.window.WindowReconciler;
import dev.rollguard.core.gate.AfterDemand;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidacy for leadership: warm caches, then, once elected, running controllers, until the
 * lease is lost. The process lives on and starts the next term.
 */
final class Term implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);
  private static final String LEASE = "rollguard";
  private static final Duration LEASE_DURATION = Duration.ofSeconds(6);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(4);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);
  private static final int THREADS = 16;
  private static final long PAGE = 500;
  private static final Duration RECHECK = Duration.ofMinutes(5);

  /** Statuses follow at most this often; decisions are not limited. */
  private static final LinearRateLimiter TWICE_A_SECOND =
      new LinearRateLimiter(Duration.ofSeconds(1), 2);

  /** No reconciler changes what it is given; a copy for each would be most of its work. */
  private static final Cloner AS_IT_IS =
      new Cloner() {
        @Override
        public <R extends HasMetadata> R clone(R resource) {
          return resource;
        }
      };

  private final AtomicBoolean leading = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  final Operator operator;
  private final KubernetesClient client;
  private final Config config;
  private final LeaseRenewals renewals;
  final ChangeReconciler changes;
  final WindowReconciler windows;
  final FaultReconciler faults;
  final CheckController checks;
  final ApprovalReconciler approvals;
  final BreakGlassReconciler breakGlasses;

  Term(Wiring wiring, WindowReconciler.EnforcementSource enforcement, Runnable onElected) {
    client = wiring.client;
    config = wiring.config;
    renewals = wiring.renewals;
    changes = wiring.changes(this::leading);
    windows = wiring.windows(this::leading, enforcement);
    faults = wiring.faults(this::leading);
    checks = wiring.checkRuns(this::leading);
    approvals = wiring.approvals(this::leading);
    breakGlasses = wiring.breakGlasses(this::leading);
    operator =
        new Operator(settings -> {
          settings
              .withKubernetesClient(wiring.client)
              .withMetrics(wiring.meters.controllers())
              .withCloseClientOnStop(false)
              .withResourceCloner(AS_IT_IS)
              .withConcurrentReconciliationThreads(THREADS)
              .withStopOnInformerErrorDuringStartup(false)
              .checkingCRDAndValidateLocalModel(false)
              .withReconciliationTerminationTimeout(Duration.ofSeconds(2));
          if (wiring.config.leaderElection()) {
            settings.withLeaderElectionConfiguration(election(wiring.config, onElected));
          }
        });
    if (!wiring.config.leaderElection()) {
      leading.set(true);
    }
    operator.register(
        changes,
        settings ->
            settings
                .withName("change")
                .withGenerationAware(false)
                .withOnUpdateFilter(ChangeReconciler::matters)
                .withInformerListLimit(PAGE)
                .withRetry(forEver()));
    operator.register(
        windows,
        settings ->
            settings
                .withName("window")
                .withRateLimiter(TWICE_A_SECOND)
                .withReconciliationMaxInterval(RECHECK)
                .withRetry(forEver()));
    operator.register(
        faults,
        settings ->
            settings
                .withName("fault")
                .withGenerationAware(false)
                .withOnUpdateFilter(Term::asked)
                .withRateLimiter(TWICE_A_SECOND)
                .withReconciliationMaxInterval(RECHECK)
                .withRetry(forEver()));
    registerChecks();
    registerControls();
  }

  private void registerControls() {
    operator.register(
        approvals,
        settings ->
            settings
                .withName("approval")
                .withLabelSelector(Labels.ACTIVE + "=" + Labels.TRUE)
                .withReconciliationMaxInterval(RECHECK)
                .withRetry(forEver()));
    operator.register(
        breakGlasses,
        settings ->
            settings
                .withName("breakglass")
                .withReconciliationMaxInterval(RECHECK)
                .withRetry(forEver()));
  }

  private void registerChecks() {
    operator.register(
        checks.runs(),
        settings ->
            settings
                .withName("check")
                .withLabelSelector(Labels.ACTIVE + "=" + Labels.TRUE)
                .withInformerListLimit(PAGE)
                .withReconciliationMaxInterval(RECHECK)
                .withRetry(forEver()));
    operator.register(
        checks.templates(),
        settings ->
            settings
                .withName("checktemplate")
                .withReconciliationMaxInterval(RECHECK)
                .withRetry(forEver()));
  }

  /** Whether people changed the fault; our own status writes do not count. */
  static boolean asked(Fault after, Fault before) {
    return !java.util.Objects.equals(
            after.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !java.util.Objects.equals(
            after.getMetadata().getAnnotations(), before.getMetadata().getAnnotations());
  }

  /** Whether people changed the window; our own status writes do not count. */
  static boolean asked(ChangeWindow after, ChangeWindow before) {
    return !java.util.Objects.equals(
        after.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }

  private static Retry forEver() {
    return new GenericRetry()
        .setInitialInterval(200)
        .setIntervalMultiplier(2)
        .setMaxInterval(Duration.ofSeconds(15).toMillis())
        .withoutMaxAttempts();
  }

  private LeaderElectionConfiguration election(Config config, Runnable onElected) {
    var callbacks =
        new LeaderCallbacks(
            () -> {
              LOG.atInfo().addKeyValue(Keys.IDENTITY, config.podName()).log("Leading.");
              leading.set(true);
              onElected.run();
            },
            () -> {
              LOG.atInfo()
                  .addKeyValue(Keys.IDENTITY, config.podName())
                  .log("Not leading any more.");
              leading.set(false);
              over.countDown();
            },
            leader -> LOG.atInfo().addKeyValue(Keys.IDENTITY, leader).log("The leader is known."));
    return new LeaderElectionConfiguration(
        LEASE,
        config.namespace(),
        LEASE_DURATION,
        RENEW_DEADLINE,
        RETRY_PERIOD,
        config.podName(),
        callbacks,
        false);
  }

  /** Fills the caches and stands for election; returns when the caches are filled. */
  void start() {
    operator.start();
  }

  /** Elected, and the lease stands: whoever may lead next waits until it has run out. */
  boolean leading() {
    return leading.get() && (!config.leaderElection() || renewals.standing(LEASE_DURATION));
  }

  /** Returns when the lease is lost. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Stops writing at once, then the controllers. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    var led = leading.getAndSet(false);
    over.countDown();
    checks.close();
    stopControllers();
    if (led && config.leaderElection()) {
      giveUpLease();
    }
  }

  /** The framework leaves its scheduler running, which keeps the caches of this term alive. */
  private void stopControllers() {
    var scheduler =
        operator.getConfigurationService().getExecutorServiceManager().scheduledExecutorService();
    try {
      operator.stop();
    } finally {
      scheduler.shutdownNow();
    }
  }

  /** So that the other replica need not wait until the lease runs out. */
  private void giveUpLease() {
    try {
      var lease = client.resources(Lease.class).inNamespace(config.namespace()).withName(LEASE);
      var held = lease.get();
      if (held != null && config.podName().equals(held.getSpec().getHolderIdentity())) {
        held.getSpec().setHolderIdentity("");
        client.resource(held).update();
      }
    } catch (RuntimeException e) {
      LOG.atInfo()
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("The lease was not given up; it runs out by itself.");
    }
  }

  /** Looks again where a window lets this datacenter come first. */
  void wakeFollowers(Wiring wiring, String datacenter) {
    wiring.caches.windows().stream()
        .filter(w ->
            wiring.facts.window(w).demands().after().stream()
                .map(AfterDemand::datacenter)
                .anyMatch(datacenter::equals))
        .map(w -> w.getSpec().getDatacenter())
        .distinct()
        .forEach(dc -> wakeDatacenter(wiring, dc));
  }

  /** Looks again at what a window or a fault of a datacenter may change. */
  void wakeDatacenter(Wiring wiring, String datacenter) {
    changes.wake((Workload w) -> datacenter.equals(wiring.observer.datacenter(w)));
  }
}
