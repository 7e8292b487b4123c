package dev.rollguard.observe;

import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.risk.InvalidRulesException;
import dev.rollguard.core.risk.RiskFact;
import dev.rollguard.core.risk.RiskRules;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The rules about risk that are in force: those of the ConfigMap that people write, or, while they
 * do not compile, the last ones that did.
 *
 * <p>Those last ones must outlive this process, so they are kept in a second ConfigMap, which the
 * operator alone writes. An annotation on the first one would be taken away by whoever applies it
 * again, and would need the right to write what belongs to people. The chart makes the second one,
 * empty: so the operator may patch this one object, and needs no right to create any. Every replica
 * watches both, so a new leader judges as the old one did.
 */
public final class RuleBook implements AutoCloseable {
  private static final long NO_RESYNC = 0;
  private static final String ACCEPTED = "-accepted";
  private static final int MOST_PROBLEM_BYTES = 400;

  private final String namespace;
  private final String name;
  private final SharedIndexInformer<ConfigMap> given;
  private final SharedIndexInformer<ConfigMap> accepted;
  private final Informers informers;
  private final Executor compiler;
  private volatile boolean synced;
  private volatile CompletableFuture<Void> firstLook = CompletableFuture.completedFuture(null);
  private volatile Runnable listener = () -> {};
  private volatile Standing standing =
      new Standing(Optional.empty(), Optional.of("they were not read yet."), Optional.empty());

  /**
   * Where the rules stand.
   *
   * @param given what people wrote; empty when it is not there
   * @param problem what is wrong with it
   * @param inForce empty when none ever compiled
   */
  public record Standing(
      Optional<ConfigMap> given, Optional<String> problem, Optional<RiskRules> inForce) {}

  /**
   * @param name of the ConfigMap that people write
   * @param compiler runs the first compilation, which on a cold machine takes a second or two
   */
  public RuleBook(KubernetesClient client, String namespace, String name, Executor compiler) {
    this.namespace = namespace;
    this.name = name;
    this.compiler = compiler;
    given = informer(client, name);
    accepted = informer(client, acceptedName());
    informers = Informers.of(given, accepted);
  }

  private SharedIndexInformer<ConfigMap> informer(KubernetesClient client, String object) {
    var informer =
        client
            .resources(ConfigMap.class)
            .inNamespace(namespace)
            .withName(object)
            .runnableInformer(NO_RESYNC);
    informer.addEventHandler(new Caches.Both<>((before, after) -> look()));
    return informer;
  }

  /**
   * Starts watching; done when it is known what is there. The rules are compiled after that, and
   * who wants an assessment waits for them.
   */
  public CompletableFuture<Void> start() {
    return informers
        .start()
        .thenRun(() -> {
          synced = true;
          firstLook = CompletableFuture.runAsync(this::judge, compiler).exceptionally(e -> null);
          firstLook.thenRun(() -> listener.run());
        });
  }

  /** What is not synced yet; empty when all is. */
  public List<String> unsynced() {
    return informers.unsynced().isEmpty() ? List.of() : List.of("the rules about risk");
  }

  /** Tells of every change of either ConfigMap, after it counts. */
  public void onChange(Runnable told) {
    listener = told;
  }

  /** Where they stand now; while they are compiled for the first time, whoever asks waits. */
  public Standing standing() {
    firstLook.join();
    return standing;
  }

  /** Whether what people wrote is what is in force. */
  public boolean valid() {
    return standing.problem().isEmpty();
  }

  /** How risky a change is; the worst when there are no rules to tell. */
  public Assessment assess(RiskFact fact) {
    var now = standing();
    return now.inForce()
        .map(rules -> rules.assess(fact))
        .orElseGet(() ->
            new Assessment(
                Risk.Critical,
                List.of(
                    "no rules about risk are in force, so it counts as %s: %s"
                        .formatted(
                            Risk.Critical,
                            Texts.line(now.problem().orElse(""), MOST_PROBLEM_BYTES)))));
  }

  public String name() {
    return name;
  }

  /** Where the operator keeps the last rules that compiled. */
  public String acceptedName() {
    return name + ACCEPTED;
  }

  public String namespace() {
    return namespace;
  }

  /** The text of the last rules that compiled, as the API server has it. */
  public Optional<String> acceptedText() {
    return object(accepted, acceptedName()).flatMap(RuleBook::text);
  }

  /** The rules of a ConfigMap as they are written. */
  public static Optional<String> text(ConfigMap map) {
    return Optional.ofNullable(map.getData()).map((Map<String, String> d) -> d.get(RulesFile.KEY));
  }

  private Optional<ConfigMap> object(SharedIndexInformer<ConfigMap> informer, String object) {
    return Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + object));
  }

  private void look() {
    if (synced) {
      judge();
      listener.run();
    }
  }

  private synchronized void judge() {
    var written = object(given, name);
    if (written.isEmpty()) {
      keepOld(written, "ConfigMap/%s is not there; run helm upgrade.".formatted(name));
      return;
    }
    var text = text(written.get());
    if (valid() && text.equals(standing.given().flatMap(RuleBook::text))) {
      standing = new Standing(written, Optional.empty(), standing.inForce());
      return;
    }
    try {
      var rules = RulesFile.compile(text.orElse(null));
      standing = new Standing(written, Optional.empty(), Optional.of(rules));
    } catch (InvalidRulesException e) {
      keepOld(written, String.valueOf(e.getMessage()));
    }
  }

  private void keepOld(Optional<ConfigMap> written, String problem) {
    var old = standing.inForce().or(() -> compiled(acceptedText().orElse(null)));
    standing = new Standing(written, Optional.of(problem), old);
  }

  private static Optional<RiskRules> compiled(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(RulesFile.compile(text));
    } catch (InvalidRulesException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    informers.close();
  }
}
