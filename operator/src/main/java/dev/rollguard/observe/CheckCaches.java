package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunStatus;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Purpose;
import dev.rollguard.core.gate.RunFact;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The caches of checks: templates, and the runs that may still be evidence. They live as long as
 * the process, whoever leads. Our own writes are visible at once.
 */
public final class CheckCaches implements Runs, AutoCloseable {
  private static final long NO_RESYNC = 0;
  private static final String BY_SUBJECT = "subject";
  private static final String BY_TEMPLATE = "template";

  private final SharedIndexInformer<CheckRun> runs;
  private final SharedIndexInformer<CheckTemplate> templates;
  private final Informers informers;
  private final OwnWrites<CheckRun> own;
  private final String operatorUser;

  /**
   * @param operatorUser the user name of the operator's ServiceAccount
   */
  public CheckCaches(KubernetesClient client, String operatorUser) {
    this.operatorUser = operatorUser;
    runs =
        client
            .resources(CheckRun.class)
            .inAnyNamespace()
            .withLabel(Labels.ACTIVE, Labels.TRUE)
            .runnableInformer(NO_RESYNC);
    runs.addIndexers(
        Map.of(
            BY_SUBJECT, r -> List.of(subject(r)),
            BY_TEMPLATE, r -> List.of(r.getSpec().getTemplate())));
    own = new OwnWrites<>(runs);
    templates = client.resources(CheckTemplate.class).runnableInformer(NO_RESYNC);
    informers = Informers.of(templates, runs);
  }

  /** Starts watching; done when both caches have their first list. */
  public CompletableFuture<Void> start() {
    return informers.start();
  }

  /** What is not synced yet; empty when all is. */
  public List<String> unsynced() {
    return informers.unsynced();
  }

  public Optional<CheckTemplate> template(String name) {
    return Optional.ofNullable(templates.getStore().getByKey(name));
  }

  public Optional<CheckRun> run(String namespace, String name) {
    return own.get(namespace, name);
  }

  /** The newest that is known of a run; empty when it is active no more. */
  public Optional<CheckRun> newest(CheckRun known) {
    return own.newest(known);
  }

  public List<CheckRun> all() {
    return own.over(runs.getStore()::list, r -> true);
  }

  /** The runs of a template. */
  public List<CheckRun> runsOf(String template) {
    return own.over(
        () -> runs.getIndexer().byIndex(BY_TEMPLATE, template),
        r -> template.equals(r.getSpec().getTemplate()));
  }

  /** The runs that are about a Change. */
  public List<CheckRun> aboutChange(String namespace, String change) {
    return about(changeKey(namespace, change));
  }

  /** The runs that are about a Fault. */
  public List<CheckRun> aboutFault(String fault) {
    return about(faultKey(fault));
  }

  /** The runs that are about what a run is about. */
  public List<CheckRun> siblings(CheckRun run) {
    return about(subject(run));
  }

  private List<CheckRun> about(String subject) {
    return own.over(
        () -> runs.getIndexer().byIndex(BY_SUBJECT, subject), r -> subject.equals(subject(r)));
  }

  @Override
  public List<RunFact> ofChange(String namespace, String change) {
    return facts(aboutChange(namespace, change));
  }

  @Override
  public List<RunFact> ofFault(String fault) {
    return facts(aboutFault(fault));
  }

  private List<RunFact> facts(List<CheckRun> found) {
    return found.stream()
        .map(r -> fact(r, operatorUser))
        .sorted(Comparator.comparing(RunFact::createdTime).thenComparing(RunFact::name))
        .toList();
  }

  /** Remembers what the API server answered to our write. */
  public void wrote(CheckRun stored) {
    own.wrote(stored);
  }

  /** The API server does not have this run any more. */
  public void gone(CheckRun known) {
    own.takenAway(known);
  }

  /** Tells of every added, changed or deleted run: as it was (if it was) and as it is. */
  public void onRun(BiConsumer<Optional<CheckRun>, Optional<CheckRun>> listener) {
    runs.addEventHandler(new Caches.Both<>(listener));
  }

  public void onTemplate(BiConsumer<Optional<CheckTemplate>, Optional<CheckTemplate>> listener) {
    templates.addEventHandler(new Caches.Both<>(listener));
  }

  /** The run as the gates see it. */
  public static RunFact fact(CheckRun run, String operatorUser) {
    var spec = run.getSpec();
    var metadata = run.getMetadata();
    var created = Instant.parse(metadata.getCreationTimestamp());
    return new RunFact(
        metadata.getName(),
        Purpose.valueOf(Objects.requireNonNull(spec.getPurpose()).name()),
        spec.getType() == CheckRunType.External,
        spec.getTemplate(),
        spec.getArgs().stream()
            .collect(Collectors.toMap(ArgValue::getName, ArgValue::getValue, (a, b) -> b)),
        Objects.requireNonNullElse(spec.getTemplateHash(), ""),
        Objects.requireNonNullElse(spec.getAttempt(), ""),
        operatorUser.equals(createdBy(run)),
        created,
        end(run.getStatus(), created),
        samples(run.getStatus()),
        waitsFor(run.getStatus()));
  }

  private static String waitsFor(CheckRunStatus status) {
    return status.getVerdict() != null
        ? ""
        : status.getConditions().stream()
            .filter(c -> ConditionTypes.STALLED.equals(c.getType()))
            .filter(c -> "True".equals(c.getStatus()))
            .map(Condition::getMessage)
            .findFirst()
            .orElse("");
  }

  /** Of a run that has ended: while it goes on, each sample would be news for its subject. */
  private static List<String> samples(CheckRunStatus status) {
    if (status.getVerdict() == null) {
      return List.of();
    }
    return status.getChecks().stream()
        .flatMap(check -> check.getSamples().stream().map(s -> check.getName() + " " + s))
        .toList();
  }

  /** The authenticated user who created the run, as a policy stamped it; may be empty. */
  public static String createdBy(CheckRun run) {
    return Optional.ofNullable(run.getMetadata().getAnnotations())
        .map(a -> a.get(Labels.CREATED_BY))
        .orElse("");
  }

  private static Optional<RunFact.End> end(CheckRunStatus status, Instant created) {
    return Optional.ofNullable(status.getVerdict())
        .map(verdict ->
            new RunFact.End(
                Outcome.valueOf(verdict.name()),
                Objects.requireNonNullElse(status.getMessage(), ""),
                Moments.parse(status.getEndTime()).orElse(created)));
  }

  private static String subject(CheckRun run) {
    var change = run.getSpec().getChangeRef();
    var fault = run.getSpec().getFaultRef();
    if (change != null) {
      return changeKey(run.getMetadata().getNamespace(), change.getName());
    }
    return fault == null ? "" : faultKey(fault.getName());
  }

  private static String changeKey(String namespace, String name) {
    return "Change/" + namespace + "/" + name;
  }

  private static String faultKey(String name) {
    return "Fault/" + name;
  }

  @Override
  public void close() {
    informers.close();
  }
}
