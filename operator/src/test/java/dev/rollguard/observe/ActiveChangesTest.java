package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our own writes are seen at once, whenever the watch brings them. */
class ActiveChangesTest {
  private final CacheImpl<Change> store = new CacheImpl<>();
  private final List<ResourceEventHandler<Change>> handlers = new ArrayList<>();
  private final Workload cart = new Workload();
  private ActiveChanges changes;

  @BeforeEach
  void connect() {
    cart.setMetadata(new ObjectMetaBuilder().withName("cart").withUid("u1").build());
    changes = new ActiveChanges(informer());
  }

  @Test
  void whatTheWatchBringsIsSeen() {
    watchBrings(change("a", 1, true));

    assertThat(names()).containsExactly("a@1");
    assertThat(changes.all()).hasSize(1);
  }

  @Test
  void anotherDeploymentsChangesAreNot() {
    var other = change("b", 2, true);
    other.getSpec().getWorkloadRef().setUid("u2");
    watchBrings(other);
    changes.wrote(other);

    assertThat(names()).isEmpty();
    assertThat(changes.all()).hasSize(1);
  }

  @Test
  void ourWriteIsSeenBeforeTheWatchBringsIt() {
    changes.wrote(change("a", 1, true));
    assertThat(names()).containsExactly("a@1");

    changes.wrote(change("a", 2, true));
    assertThat(names()).containsExactly("a@2");
  }

  @Test
  void whatTheWatchBringsLateDoesNotHideANewerWrite() {
    changes.wrote(change("a", 1, true));
    changes.wrote(change("a", 3, true));

    watchBrings(change("a", 1, true));
    assertThat(names()).containsExactly("a@3");

    watchBrings(change("a", 4, true));
    assertThat(names()).containsExactly("a@4");
  }

  @Test
  void anOlderWriteDoesNotHideWhatTheWatchHasBroughtAlready() {
    watchBrings(change("a", 5, true));

    changes.wrote(change("a", 4, true));

    assertThat(names()).containsExactly("a@5");
  }

  @Test
  void aFinishedChangeIsGoneBeforeTheWatchTakesItAway() {
    watchBrings(change("a", 1, true));

    changes.wrote(change("a", 2, false));
    assertThat(names()).isEmpty();

    watchTakesAway(change("a", 2, false));
    assertThat(names()).isEmpty();
  }

  /** Created and finished before the watch brought anything. */
  @Test
  void aFinishedChangeStaysGoneThoughTheWatchIsFarBehind() {
    changes.wrote(change("a", 1, true));
    changes.wrote(change("a", 2, false));
    assertThat(names()).isEmpty();

    watchBrings(change("a", 1, true));
    assertThat(names()).isEmpty();

    watchTakesAway(change("a", 2, false));
    assertThat(names()).isEmpty();
    assertThat(changes.all()).isEmpty();
  }

  @Test
  void aChangeThatSomebodyDeletedIsGone() {
    changes.wrote(change("a", 1, true));
    watchBrings(change("a", 1, true));

    watchTakesAway(change("a", 1, true));

    assertThat(names()).isEmpty();
  }

  /** The answer to our write was on its way. */
  @Test
  void whatIsHeardOfADeletedChangeLaterDoesNotBringItBack() {
    watchBrings(change("a", 1, true));
    watchTakesAway(change("a", 3, true));

    changes.wrote(change("a", 2, true));

    assertThat(names()).isEmpty();
  }

  /** One API server may know less than another. */
  @Test
  void aChangeThatAListLackedIsThereAgainWhenTheNextOneHasIt() {
    watchBrings(change("a", 1, true));
    watchTakesAway(change("a", 1, true));

    watchBrings(change("a", 1, true));

    assertThat(names()).containsExactly("a@1");
  }

  @Test
  void aFinishedChangeThatIsTakenUpAgainIsSeenAtOnce() {
    watchBrings(change("a", 1, true));
    watchTakesAway(change("a", 2, false));

    changes.wrote(change("a", 3, true));

    assertThat(names()).containsExactly("a@3");
  }

  @Test
  void theSameNameInAnotherNamespaceIsAnotherChange() {
    var other = change("a", 7, true);
    other.getMetadata().setNamespace("blog");
    watchBrings(change("a", 1, true));

    changes.wrote(other);

    assertThat(names()).containsExactlyInAnyOrder("a@1", "a@7");
  }

  private List<String> names() {
    return changes.of(cart).stream()
        .map(c -> c.getMetadata().getName() + "@" + c.getMetadata().getResourceVersion())
        .toList();
  }

  private void watchBrings(Change change) {
    var before = store.put(change);
    handlers.forEach(h -> {
      if (before == null) {
        h.onAdd(change);
      } else {
        h.onUpdate(before, change);
      }
    });
  }

  private void watchTakesAway(Change change) {
    store.remove(change);
    handlers.forEach(h -> h.onDelete(change, false));
  }

  private static Change change(String name, long version, boolean active) {
    var change = new Change();
    change.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withResourceVersion(String.valueOf(version))
            .build());
    if (active) {
      change.getMetadata().setLabels(Map.of(Labels.ACTIVE, Labels.TRUE));
    }
    change.getSpec().getWorkloadRef().setUid("u1");
    return change;
  }

  /** The informer's real store, with a watch that the test holds in its hand. */
  @SuppressWarnings("unchecked")
  private SharedIndexInformer<Change> informer() {
    return (SharedIndexInformer<Change>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SharedIndexInformer.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "addIndexers" -> {
                    store.addIndexers((Map<String, Function<Change, List<String>>>) args[0]);
                    yield proxy;
                  }
                  case "addEventHandler" -> {
                    handlers.add((ResourceEventHandler<Change>) args[0]);
                    yield proxy;
                  }
                  case "getStore", "getIndexer" -> (Indexer<Change>) store;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
