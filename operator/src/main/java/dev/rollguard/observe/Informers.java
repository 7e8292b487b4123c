package dev.rollguard.observe;

import dev.rollguard.log.Keys;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Informers that start, are asked what they lack, and end together. */
record Informers(List<SharedIndexInformer<?>> all) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Informers.class);

  /** An informer that gave up would freeze a cache for ever: each tries until it is closed. */
  static Informers of(SharedIndexInformer<?>... all) {
    var group = new Informers(List.of(all));
    group.all().forEach(Informers::keepTrying);
    return group;
  }

  private static void keepTrying(SharedIndexInformer<?> informer) {
    informer.exceptionHandler((started, error) -> {
      LOG.atWarn()
          .addKeyValue(Keys.KIND, informer.getApiTypeClass().getSimpleName())
          .addKeyValue(Keys.ERROR, error.getMessage())
          .log("Watching failed, trying again.");
      return true;
    });
  }

  /** Starts watching; done when every one has its first list. */
  CompletableFuture<Void> start() {
    return CompletableFuture.allOf(
        all.stream().map(i -> i.start().toCompletableFuture()).toArray(CompletableFuture[]::new));
  }

  /** The kinds that are not synced yet; empty when all are. */
  List<String> unsynced() {
    return all.stream()
        .filter(i -> !i.hasSynced())
        .map(i -> i.getApiTypeClass().getSimpleName())
        .toList();
  }

  @Override
  public void close() {
    all.forEach(SharedIndexInformer::stop);
  }
}
