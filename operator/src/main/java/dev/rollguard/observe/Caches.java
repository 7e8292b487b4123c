package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caches that all controllers share: windows, faults, namespaces and unfinished Changes. They
 * live as long as the process, whoever leads. Deployments are cached by their own controller.
 */
public final class Caches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Caches.class);
  private static final long NO_RESYNC = 0;

  private final SharedIndexInformer<ChangeWindow> windows;
  private final SharedIndexInformer<Fault> faults;
  private final SharedIndexInformer<Namespace> namespaces;
  private final SharedIndexInformer<Change> changes;
  private final Informers informers;
  private final ActiveChanges activeChanges;
  private final KubernetesClient client;
  private final Watched<ChangeWindow> allWindows;
  private final Watched<Fault> allFaults;

  public Caches(KubernetesClient client) {
    this.client = client;
    windows = client.resources(ChangeWindow.class).runnableInformer(NO_RESYNC);
    faults = client.resources(Fault.class).runnableInformer(NO_RESYNC);
    namespaces = client.resources(Namespace.class).runnableInformer(NO_RESYNC);
    changes =
        client
            .resources(Change.class)
            .inAnyNamespace()
            .withLabel(Labels.ACTIVE, Labels.TRUE)
            .runnableInformer(NO_RESYNC);
    activeChanges = new ActiveChanges(changes);
    allWindows = new Watched<>(windows, w -> w.getSpec().getDatacenter());
    allFaults = new Watched<>(faults, f -> f.getSpec().getDatacenter());
    informers = Informers.of(windows, faults, namespaces, changes);
  }

  /** Starts watching; done when every cache has its first list. */
  public CompletableFuture<Void> start() {
    return informers.start();
  }

  /** What is not synced yet; empty when all are. */
  public List<String> unsynced() {
    return informers.unsynced();
  }

  public List<ChangeWindow> windows() {
    return allWindows.all();
  }

  public List<Fault> faults() {
    return allFaults.all();
  }

  /** The windows of one datacenter. */
  public List<ChangeWindow> windows(String datacenter) {
    return allWindows.of(datacenter);
  }

  /** The faults of one datacenter. */
  public List<Fault> faults(String datacenter) {
    return allFaults.of(datacenter);
  }

  /**
   * Lists windows and faults, in case that their watches have gone silent.
   *
   * @return whether more is known than before, so that whoever decides should look again
   */
  public boolean lookAgain() {
    var news =
        allWindows.compare(LiveReader.items(ChangeWindow.class, list(ChangeWindow.class)))
            | allFaults.compare(LiveReader.items(Fault.class, list(Fault.class)));
    if (news) {
      LOG.warn("A watch is silent; what was listed counts until it tells of it.");
    }
    return news;
  }

  private <T extends HasMetadata> KubernetesResourceList<T> list(Class<T> kind) {
    return client.resources(kind).list();
  }

  public Map<String, String> namespaceLabels(String namespace) {
    return Optional.ofNullable(namespaces.getStore().getByKey(namespace))
        .map(n -> n.getMetadata().getLabels())
        .orElse(Map.of());
  }

  public ActiveChanges activeChanges() {
    return activeChanges;
  }

  /** Tells of every added, changed or deleted window: as it was (if it was) and as it is. */
  public void onWindow(BiConsumer<Optional<ChangeWindow>, Optional<ChangeWindow>> listener) {
    windows.addEventHandler(new Both<>(listener));
  }

  public void onFault(BiConsumer<Optional<Fault>, Optional<Fault>> listener) {
    faults.addEventHandler(new Both<>(listener));
  }

  /** Tells of every namespace whose labels changed. */
  public void onNamespace(Consumer<Namespace> listener) {
    namespaces.addEventHandler(
        new Both<>((before, after) -> {
          if (!labels(before).equals(labels(after))) {
            after.or(() -> before).ifPresent(listener);
          }
        }));
  }

  public void onChange(BiConsumer<Optional<Change>, Optional<Change>> listener) {
    changes.addEventHandler(new Both<>(listener));
  }

  private static Map<String, String> labels(Optional<? extends HasMetadata> object) {
    return object.map(o -> o.getMetadata().getLabels()).orElse(Map.of());
  }

  @Override
  public void close() {
    informers.close();
  }

  record Both<T>(BiConsumer<Optional<T>, Optional<T>> listener) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      listener.accept(Optional.empty(), Optional.of(object));
    }

    @Override
    public void onUpdate(T before, T after) {
      listener.accept(Optional.of(before), Optional.of(after));
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      listener.accept(Optional.of(object), Optional.empty());
    }
  }
}
