package dev.rollguard.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Reads that many may ask for at once, done once for all of them. Nobody gets the answer to a read
 * that began before he asked: who comes while one is under way shares the next.
 */
final class SharedReads<K, V> {
  private final Function<K, V> read;
  private final Executor executor;

  /** For each key that is being read, the read after that one, which waits for it. */
  private final Map<K, Waiting<V>> waiting = new HashMap<>();

  private static final class Waiting<V> {
    private final CompletableFuture<V> answer = new CompletableFuture<>();
    private boolean wanted;
  }

  SharedReads(Function<K, V> read, Executor executor) {
    this.read = read;
    this.executor = executor;
  }

  /** The answer to a read that begins after this call; fails as the read does. */
  synchronized CompletableFuture<V> ask(K key) {
    var next = waiting.get(key);
    if (next == null) {
      var now = new CompletableFuture<V>();
      begin(key, now);
      return now;
    }
    next.wanted = true;
    return next.answer;
  }

  private void begin(K key, CompletableFuture<V> answer) {
    waiting.put(key, new Waiting<>());
    try {
      executor.execute(() -> run(key, answer));
    } catch (RuntimeException e) {
      waiting.remove(key);
      answer.completeExceptionally(e);
    }
  }

  private void run(K key, CompletableFuture<V> answer) {
    try {
      var value = read.apply(key);
      proceed(key);
      answer.complete(value);
    } catch (Throwable e) {
      proceed(key);
      answer.completeExceptionally(e);
    }
  }

  private synchronized void proceed(K key) {
    var next = waiting.remove(key);
    if (next != null && next.wanted) {
      begin(key, next.answer);
    }
  }
}
