package dev.rollguard.policy;

import dev.rollguard.core.gate.Texts;
import dev.rollguard.log.Keys;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the operator's policies in the cluster equal to the compiled ones, and knows since when
 * they are in force.
 *
 * <p>One thread. It looks when it is told to, when somebody touches a policy, when a literal or a
 * quiet period runs out, and in any case every 30 seconds. It writes only what differs, and only
 * while leading.
 */
public final class PolicyApplier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyApplier.class);
  private static final Duration FULL_CHECK = Duration.ofSeconds(30);
  private static final Duration BLIND_AFTER = Duration.ofSeconds(10);
  private static final long DEBOUNCE_MILLIS = 25;
  private static final long TICK_MILLIS = 200;
  private static final long LAST_LOOK_SECONDS = 2;
  private static final int SENTENCE_BYTES = 1_024;

  private final Supplier<PolicyInput> desired;
  private final InstantSource clock;
  private final BooleanSupplier leading;
  private final Runnable onChange;
  private final PolicyStore store;
  private final Map<PolicyKey, Tracked> memory = new HashMap<>();
  private final Ledger ledger = new Ledger();
  private final AtomicBoolean triggered = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("policy-applier").daemon().factory());

  private volatile Enforcement enforcement = Enforcement.UNKNOWN;
  private volatile Consumer<String> written = verb -> {};
  private boolean led;
  private boolean mutating;
  private int failures;
  private Instant blindSince = Instant.MAX;
  private Instant nextPass = Instant.MIN;
  private Instant nextDiscovery = Instant.MIN;

  public PolicyApplier(
      KubernetesClient client,
      Supplier<PolicyInput> desired,
      InstantSource clock,
      BooleanSupplier leading,
      Runnable onChange) {
    this.desired = desired;
    this.clock = clock;
    this.leading = leading;
    this.onChange = onChange;
    this.store = new PolicyStore(client, this::trigger);
  }

  /** Is told the verb of each write: create, update or delete. Set it before the start. */
  public void countWrites(Consumer<String> counter) {
    written = counter;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Something changed; many calls at once are one look. */
  public void trigger() {
    if (triggered.compareAndSet(false, true) && !thread.isShutdown()) {
      thread.schedule(this::tick, DEBOUNCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** How far each window is enforced, as of the last look. */
  public Enforcement enforcement() {
    return enforcement;
  }

  /** Must not throw, not even an Error: a periodic task that throws once never runs again. */
  private void tick() {
    try {
      var leads = leading.getAsBoolean();
      var now = clock.instant();
      if (leads && (triggered.getAndSet(false) || !led || !now.isBefore(nextPass))) {
        look(now);
      }
      led = leads;
      publish(clock.instant());
    } catch (Throwable e) {
      LOG.atError().setCause(e).log("The policy applier met an error.");
    }
  }

  private void look(Instant now) {
    try {
      discover(now);
      var pass =
          new PolicyPass(PolicyCompiler.compile(desired.get()), store, mutating, memory, now);
      pass.run(new PolicyPass.Hands(store, leading, clock, written));
      ledger.note(pass);
      failures = 0;
      blindSince = Instant.MAX;
      nextPass =
          PublishedOpenings.earlier(
              now.plus(FULL_CHECK),
              PublishedOpenings.earlier(pass.nextAt(), pass.compiled().renewAt()));
    } catch (RuntimeException e) {
      blind(now, e);
    }
  }

  /** A cluster may be upgraded while the operator runs. */
  private void discover(Instant now) {
    if (!now.isBefore(nextDiscovery)) {
      mutating = store.servesMutating();
      store.watch(mutating);
      nextDiscovery = now.plus(FULL_CHECK);
    }
  }

  /** What cannot be seen is not called enforced for long. */
  private void blind(Instant now, RuntimeException e) {
    LOG.atWarn().setCause(e).log("The admission policies cannot be read.");
    nextPass = now.plus(Tracked.backoff(failures++));
    blindSince = PublishedOpenings.earlier(blindSince, now);
    if (!now.isBefore(blindSince.plus(BLIND_AFTER))) {
      ledger.noteTrouble(
          Texts.line(
              "The admission policies cannot be read: %s; Rollguard tries again."
                  .formatted(e.getMessage()),
              SENTENCE_BYTES));
    }
  }

  private void publish(Instant now) {
    var current = ledger.at(now);
    if (!current.equals(enforcement)) {
      enforcement = current;
      LOG.atInfo().addKeyValue(Keys.WINDOWS, current.counts()).log("Enforcement changed.");
      onChange.run();
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_LOOK_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
