package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.BreakGlassFact;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The caches of what people say about changes: approvals of those that have not ended, and all
 * overrides. They live as long as the process, whoever leads.
 */
public final class ControlCaches implements Controls, AutoCloseable {
  private static final long NO_RESYNC = 0;
  private static final String BY_CHANGE = "change";

  private final SharedIndexInformer<Approval> approvals;
  private final SharedIndexInformer<BreakGlass> breakGlasses;
  private final Informers informers;
  private final BreakGlassFact.Limits limits;

  public ControlCaches(KubernetesClient client, BreakGlassFact.Limits limits) {
    this.limits = limits;
    approvals =
        client
            .resources(Approval.class)
            .inAnyNamespace()
            .withLabel(Labels.ACTIVE, Labels.TRUE)
            .runnableInformer(NO_RESYNC);
    approvals.addIndexers(Map.of(BY_CHANGE, a -> List.of(change(a))));
    breakGlasses = client.resources(BreakGlass.class).runnableInformer(NO_RESYNC);
    informers = Informers.of(approvals, breakGlasses);
  }

  /** Starts watching; done when both caches have their first list. */
  public CompletableFuture<Void> start() {
    return informers.start();
  }

  /** What is not synced yet; empty when all is. */
  public List<String> unsynced() {
    return informers.unsynced();
  }

  /** Approvals and rejections of Changes that have not ended. */
  public List<Approval> allApprovals() {
    return approvals.getStore().list();
  }

  /** Those that name a Change. */
  public List<Approval> approvalsOf(String namespace, String change) {
    return approvals.getIndexer().byIndex(BY_CHANGE, namespace + "/" + change);
  }

  @Override
  public List<ApprovalFact> approvals(String namespace, String change) {
    return approvalsOf(namespace, change).stream().map(ControlFacts::approval).toList();
  }

  /** All overrides, ended ones too. */
  public List<BreakGlass> allBreakGlasses() {
    return breakGlasses.getStore().list();
  }

  @Override
  public List<BreakGlassFact> breakGlasses() {
    return allBreakGlasses().stream().filter(b -> !hasEnded(b)).map(this::fact).toList();
  }

  /** Those that name a Change and have not ended. */
  public List<BreakGlass> breakGlassesOf(String namespace, String change) {
    return allBreakGlasses().stream()
        .filter(b -> !hasEnded(b))
        .filter(b -> fact(b).change().equals(namespace + "/" + change))
        .toList();
  }

  /** Whether its record says that it is over. */
  public static boolean hasEnded(BreakGlass glass) {
    var state = glass.getStatus().getState();
    return state == BreakGlassState.Expired || state == BreakGlassState.Lapsed;
  }

  /** An override as the gates see it. */
  public BreakGlassFact fact(BreakGlass glass) {
    return ControlFacts.breakGlass(glass, limits);
  }

  public Optional<BreakGlass> breakGlass(String name) {
    return Optional.ofNullable(
        breakGlasses.getStore().getByKey(Cache.namespaceKeyFunc(null, name)));
  }

  /** Tells of every added, changed or deleted approval: as it was (if it was) and as it is. */
  public void onApproval(BiConsumer<Optional<Approval>, Optional<Approval>> listener) {
    approvals.addEventHandler(new Caches.Both<>(listener));
  }

  public void onBreakGlass(BiConsumer<Optional<BreakGlass>, Optional<BreakGlass>> listener) {
    breakGlasses.addEventHandler(new Caches.Both<>(listener));
  }

  private static String change(Approval approval) {
    return approval.getMetadata().getNamespace()
        + "/"
        + approval.getSpec().getChangeRef().getName();
  }

  @Override
  public void close() {
    informers.close();
  }
}
