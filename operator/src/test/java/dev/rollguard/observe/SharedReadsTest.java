package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger stored = new AtomicInteger();
  private final List<String> read = new ArrayList<>();
  private final SharedReads<String, Integer> reads =
      new SharedReads<>(
          key -> {
            read.add(key);
            return stored.get();
          },
          tasks::add);

  @Test
  void whoAsksAloneIsAnsweredByOneRead() {
    var answer = reads.ask("dc1");

    tasks.remove().run();

    assertThat(answer).isCompletedWithValue(0);
    assertThat(tasks).isEmpty();
  }

  @Test
  void whoeverComesDuringAReadSharesTheNextOne() {
    var first = reads.ask("dc1");
    var second = reads.ask("dc1");
    var third = reads.ask("dc1");

    tasks.remove().run();
    stored.set(1);
    tasks.remove().run();

    assertThat(first).isCompletedWithValue(0);
    assertThat(second).isCompletedWithValue(1);
    assertThat(third).isSameAs(second);
    assertThat(read).containsExactly("dc1", "dc1");
    assertThat(tasks).isEmpty();
  }

  @Test
  void nobodyGetsWhatWasReadBeforeHeAsked() {
    var first = reads.ask("dc1");
    var runs = tasks.remove();
    runs.run();
    stored.set(1);

    var later = reads.ask("dc1");
    tasks.remove().run();

    assertThat(first).isCompletedWithValue(0);
    assertThat(later).isCompletedWithValue(1);
  }

  @Test
  void keysDoNotWaitForEachOther() {
    reads.ask("dc1");
    reads.ask("dc2");

    assertThat(tasks).hasSize(2);
  }

  @Test
  void aReadThatFailsFailsForThoseWhoSharedItAndTheNextOneIsTried() {
    var failing =
        new SharedReads<String, Integer>(
            key -> {
              if (stored.getAndIncrement() == 0) {
                throw new IllegalStateException("no answer");
              }
              return stored.get();
            },
            tasks::add);
    var first = failing.ask("dc1");
    var second = failing.ask("dc1");

    tasks.remove().run();
    tasks.remove().run();

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedWithValue(2);
  }

  @Test
  void whatCannotBeStartedFailsAtOnceAndIsTriedAgainWhenAskedAgain() {
    var refusing =
        new SharedReads<String, Integer>(
            key -> 1,
            task -> {
              throw new RejectedExecutionException("stopping");
            });

    assertThat(refusing.ask("dc1")).isCompletedExceptionally();
    assertThat(refusing.ask("dc1")).isCompletedExceptionally();
  }
}
