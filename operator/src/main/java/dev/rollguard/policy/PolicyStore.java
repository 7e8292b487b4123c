package dev.rollguard.policy;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.policy.PolicyWrite.Create;
import dev.rollguard.policy.PolicyWrite.Delete;
import dev.rollguard.policy.PolicyWrite.Replace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operator's policies in the cluster. Informers only say that something happened; what is there
 * is always read from the API server, so that no stale copy is ever compared.
 */
final class PolicyStore implements AutoCloseable {
  private final KubernetesClient client;
  private final Runnable onEvent;
  private final Map<PolicyKind, SharedIndexInformer<? extends HasMetadata>> informers =
      new EnumMap<>(PolicyKind.class);
  private final Map<PolicyKind, SharedIndexInformer<? extends HasMetadata>> charts =
      new EnumMap<>(PolicyKind.class);

  PolicyStore(KubernetesClient client, Runnable onEvent) {
    this.client = client;
    this.onEvent = onEvent;
  }

  /** Discovery decides, not a version string. */
  boolean servesMutating() {
    return client.supports(
        "admissionregistration.k8s.io/v1", PolicyKind.MutatingAdmissionPolicy.name());
  }

  /** Starts to watch the kinds that are served, each once. */
  void watch(boolean mutating) {
    for (var kind : PolicyKind.values()) {
      if (mutating || !kind.mutating()) {
        informers.computeIfAbsent(kind, k -> inform(own(k.type())));
        charts.computeIfAbsent(kind, k -> inform(charts(k.type())));
      }
    }
  }

  private <T extends HasMetadata> Informable<T> own(Class<T> type) {
    return client.resources(type).withLabel(Labels.MANAGED_BY, Labels.MANAGED_BY_VALUE);
  }

  private <T extends HasMetadata> Informable<T> charts(Class<T> type) {
    return client
        .resources(type)
        .withLabel(Labels.PART_OF, Labels.PART_OF_VALUE)
        .withLabelNotIn(Labels.MANAGED_BY, Labels.MANAGED_BY_VALUE);
  }

  private <T extends HasMetadata> SharedIndexInformer<T> inform(Informable<T> objects) {
    var informer = objects.runnableInformer(0);
    informer.exceptionHandler((started, problem) -> true);
    informer.addEventHandler(new Events<T>());
    informer.start();
    return informer;
  }

  private final class Events<T> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      onEvent.run();
    }

    @Override
    public void onUpdate(T before, T after) {
      onEvent.run();
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      onEvent.run();
    }
  }

  Map<PolicyKey, HasMetadata> list(boolean mutating) {
    var found = new HashMap<PolicyKey, HasMetadata>();
    for (var kind : PolicyKind.values()) {
      if (mutating || !kind.mutating()) {
        client
            .resources(kind.type())
            .withLabel(Labels.MANAGED_BY, Labels.MANAGED_BY_VALUE)
            .list()
            .getItems()
            .forEach(o -> found.put(new PolicyKey(kind, o.getMetadata().getName()), o));
      }
    }
    return found;
  }

  /** What the chart installed. Nobody compares it with anything, so a cache is good enough. */
  ChartPolicies charts() {
    if (!charts.values().stream().allMatch(SharedIndexInformer::hasSynced)) {
      return new ChartPolicies(Optional.empty());
    }
    var found = new HashMap<PolicyKey, HasMetadata>();
    charts.forEach((kind, informer) ->
        informer
            .getStore()
            .list()
            .forEach(o -> found.put(new PolicyKey(kind, o.getMetadata().getName()), o)));
    return new ChartPolicies(Optional.of(found));
  }

  void write(PolicyWrite write) {
    switch (write) {
      case Create create -> create(create.key(), create.desired());
      case Replace replace -> replace(replace.live(), replace.desired());
      case Delete delete -> client.resource(delete.live()).delete();
    }
  }

  /** An object of that name without our label is taken over: the names are ours. */
  private void create(PolicyKey key, HasMetadata desired) {
    try {
      client.resource(desired).create();
    } catch (KubernetesClientException e) {
      var live = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? get(key) : null;
      if (live == null) {
        throw e;
      }
      replace(live, desired);
    }
  }

  private @Nullable HasMetadata get(PolicyKey key) {
    return client.resources(key.kind().type()).withName(key.name()).get();
  }

  /** Only if nobody wrote in between; what others put into the metadata stays. */
  private void replace(HasMetadata live, HasMetadata desired) {
    var copy = client.getKubernetesSerialization().clone(desired);
    copy.setMetadata(
        new ObjectMetaBuilder(live.getMetadata())
            .addToLabels(desired.getMetadata().getLabels())
            .withManagedFields()
            .build());
    client.resource(copy).update();
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::close);
    charts.values().forEach(SharedIndexInformer::close);
  }
}
