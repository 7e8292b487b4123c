package dev.rollguard.policy;

import dev.rollguard.core.gate.Texts;
import dev.rollguard.log.Keys;
import dev.rollguard.policy.Enforcement.Failed;
import dev.rollguard.policy.Enforcement.NotYet;
import dev.rollguard.policy.Enforcement.State;
import dev.rollguard.policy.PolicyWrite.Create;
import dev.rollguard.policy.PolicyWrite.Delete;
import dev.rollguard.policy.PolicyWrite.Replace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the cluster, the writes that follow from it, and what they came to. */
final class PolicyPass {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyPass.class);
  private static final int SENTENCE_BYTES = 1_024;

  /** Until the chart's policies are known. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CompiledPolicies compiled;
  private final boolean mutating;
  private final Map<PolicyKey, HasMetadata> live;
  private final ChartPolicies charts;
  private final Map<PolicyKey, Tracked> memory;
  private final Instant now;
  private final Map<PolicyKey, Instant> inPlace = new HashMap<>();
  private final Set<PolicyKey> drifted = new HashSet<>();
  private final Set<String> blocked = new HashSet<>();
  private Instant nextAt;

  /** What a pass writes with, and whether it still may. */
  record Hands(
      PolicyStore store, BooleanSupplier leading, InstantSource clock, Consumer<String> written) {}

  PolicyPass(
      CompiledPolicies compiled,
      PolicyStore store,
      boolean mutating,
      Map<PolicyKey, Tracked> memory,
      Instant now) {
    this.compiled = compiled;
    this.mutating = mutating;
    this.live = store.list(mutating);
    this.charts = store.charts();
    this.memory = memory;
    this.now = now;
    this.nextAt = charts.found().isPresent() ? PublishedOpenings.FOREVER : now.plus(SOON);
  }

  CompiledPolicies compiled() {
    return compiled;
  }

  /** When there is something to do again. */
  Instant nextAt() {
    return nextAt;
  }

  void run(Hands hands) {
    var desired = desired();
    desired.forEach((key, object) -> {
      var found = live.get(key);
      if (found != null && PolicyPlan.same(found, object)) {
        inPlace.put(key, LastWrite.of(found, now));
        tracked(key).established(object);
      }
    });
    for (var write : PolicyPlan.of(desired, live)) {
      if (!hands.leading().getAsBoolean()) {
        break;
      }
      step(write, hands);
    }
    memory
        .entrySet()
        .removeIf(e -> !desired.containsKey(e.getKey()) && isOver(e.getKey(), e.getValue()));
  }

  private boolean isOver(PolicyKey key, Tracked tracked) {
    return !live.containsKey(key) && !tracked.fights(now);
  }

  private SortedMap<PolicyKey, HasMetadata> desired() {
    var desired = new TreeMap<>(compiled.objects());
    desired.keySet().removeIf(key -> key.kind().mutating() && !mutating);
    return desired;
  }

  private void step(PolicyWrite write, Hands hands) {
    var tracked = tracked(write.key());
    if (drifts(write, tracked)) {
      drifted.add(write.key());
    }
    if (!tracked.mayWrite(object(write), now)) {
      nextAt = PublishedOpenings.earlier(nextAt, tracked.notBefore());
    } else if (!blocked.contains(policy(write))) {
      attempt(write, tracked, hands);
    }
  }

  /** Somebody changed what was in place, or made something under our label. */
  private static boolean drifts(PolicyWrite write, Tracked tracked) {
    return switch (write) {
      case Create create -> tracked.drifted(create.desired());
      case Replace replace -> tracked.drifted(replace.desired());
      case Delete delete -> tracked.isForeign();
    };
  }

  private void attempt(PolicyWrite write, Tracked tracked, Hands hands) {
    try {
      hands.store().write(write);
      hands.written().accept(write.verb());
      LOG.atInfo()
          .addKeyValue(Keys.VERB, write.verb())
          .addKeyValue(Keys.OBJECT, write.key().title())
          .addKeyValue(Keys.REPAIR, drifted.contains(write.key()))
          .log("Admission policy written.");
      done(write, tracked, hands.clock().instant());
    } catch (KubernetesClientException e) {
      blocked.add(policy(write));
      failed(write, tracked, e);
    }
  }

  /** In place from after the write on: a look may take long. */
  private void done(PolicyWrite write, Tracked tracked, Instant after) {
    if (drifted.contains(write.key())) {
      tracked.repaired(after, write instanceof Replace r ? LastWrite.by(r.live()) : "");
    }
    if (!(write instanceof Delete)) {
      tracked.established(object(write));
      inPlace.put(write.key(), after);
    }
  }

  private void failed(PolicyWrite write, Tracked tracked, KubernetesClientException e) {
    var raced =
        e.getCode() == HttpURLConnection.HTTP_CONFLICT
            || (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !(write instanceof Create));
    if (raced) {
      nextAt = now;
      return;
    }
    tracked.failed(object(write), sentence(write, e), now);
    nextAt = PublishedOpenings.earlier(nextAt, tracked.notBefore());
  }

  private static String sentence(PolicyWrite write, KubernetesClientException e) {
    var status = e.getStatus();
    var why = status == null || status.getMessage() == null ? e.getMessage() : status.getMessage();
    return Texts.line(
        "The API server did not %s %s: %s; Rollguard tries again."
            .formatted(write.verb(), write.key().title(), why),
        SENTENCE_BYTES);
  }

  private static HasMetadata object(PolicyWrite write) {
    return switch (write) {
      case Create create -> create.desired();
      case Replace replace -> replace.desired();
      case Delete delete -> delete.live();
    };
  }

  /** The policy that the object is, or is bound to. A binding follows its policy's fate. */
  private static String policy(PolicyWrite write) {
    return PolicyPlan.policyOf(object(write));
  }

  private Tracked tracked(PolicyKey key) {
    return memory.computeIfAbsent(key, k -> new Tracked());
  }

  boolean drifted(CompiledPolicies.Part part) {
    return part.objects().stream().anyMatch(drifted::contains);
  }

  /** Since when all objects of the part are what they must be. */
  Instant inPlaceSince(CompiledPolicies.Part part) {
    var own = part.objects().stream().map(key -> inPlace.getOrDefault(key, now));
    return Stream.concat(own, charts.since(part.objects(), now))
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** Why the part is not in place. */
  Optional<State> trouble(CompiledPolicies.Part part) {
    if (!mutating && part.objects().stream().anyMatch(key -> key.kind().mutating())) {
      return Optional.of(new Enforcement.NeedsKubernetes136());
    }
    var problem =
        part.objects().stream().sorted().flatMap(k -> tracked(k).problem(k, now).stream());
    return problem
        .findFirst()
        .or(() -> charts.missing(part.objects()))
        .<State>map(Failed::new)
        .or(() ->
            inPlace.keySet().containsAll(part.objects()) && charts.known(part.objects())
                ? Optional.empty()
                : Optional.of(new NotYet(Optional.empty())));
  }
}
