package dev.rollguard.controller.change;

import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Refusal;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * At the gate it fails closed: what could not be decided or done stays held, says so, and is tried
 * again by whoever catches the error.
 */
final class Undecided {
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  /** Gone, changed meanwhile, or too much at once: nothing is wrong with the release itself. */
  private static final Set<Integer> PASSING = Set.of(404, 409, 429);

  private final ChangeRecords records;
  private final Story story;

  Undecided(ChangeRecords records, Story story) {
    this.records = records;
    this.story = story;
  }

  /** Takes in a request; without a record only the Deployment can say that it failed. */
  <T> T takingIn(Workload workload, Supplier<T> intake) {
    try {
      return intake.get();
    } catch (RuntimeException e) {
      say(workload, Optional.empty(), "The request could not be read or recorded", e);
      throw e;
    }
  }

  /** Reads what decides. */
  <T> T reading(Workload workload, Optional<ChangeFact> change, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      say(workload, change, "What decides about the rollout could not be read", e);
      throw e;
    }
  }

  /** Puts on record what must be there before anything passes. */
  <T> T noting(Workload workload, ChangeFact change, Supplier<T> write) {
    try {
      return write.get();
    } catch (RuntimeException e) {
      say(
          workload,
          Optional.of(change),
          "What lets the rollout pass could not be put on record",
          e);
      throw e;
    }
  }

  /**
   * Ends a hold. Only a clear refusal tells that it goes on; without an answer nobody knows. Who
   * has a turn leaves it to others, which wait for that.
   */
  <T> T ending(Workload workload, Optional<ChangeFact> change, Supplier<T> write) {
    try {
      return write.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() < BAD_REQUEST || e.getCode() >= SERVER_ERROR) {
        throw e;
      }
      var withTurn = change.filter(c -> c.handling().turnTime().isPresent());
      if (withTurn.isPresent() && !PASSING.contains(e.getCode())) {
        refused(workload, withTurn.get(), e);
      } else {
        say(workload, change, "The API server refused to end the hold", e);
      }
      throw e;
    }
  }

  private void refused(Workload workload, ChangeFact change, RuntimeException error) {
    tell(
        error,
        () -> {
          var news = records.refused(workload, change);
          story.undecided(About.of(workload, change), Reason.ReleaseRefused, Refusal.MESSAGE, news);
        });
  }

  private void say(
      Workload workload, Optional<ChangeFact> change, String what, RuntimeException error) {
    if (!workload.isHeld()) {
      return;
    }
    var message =
        "%s (%s); the rollout stays held, Rollguard tries again.".formatted(what, cause(error));
    tell(
        error,
        () -> {
          var news = change.map(c -> records.undecided(workload, c, message)).orElse(false);
          story.undecided(new About(workload, change), Reason.InternalError, message, news);
        });
  }

  /** What cannot even be said is found beside the error that it is about. */
  private static void tell(RuntimeException error, Runnable saying) {
    try {
      saying.run();
    } catch (RuntimeException unsaid) {
      error.addSuppressed(unsaid);
    }
  }

  /** The same words for the same trouble: a text that changes would be written at every try. */
  private static String cause(Throwable error) {
    for (var e = error; e != null; e = e.getCause()) {
      if (e instanceof KubernetesClientException refused && refused.getCode() > 0) {
        return "HTTP " + refused.getCode();
      }
      if (e instanceof IOException) {
        return "no answer that can be read";
      }
    }
    return error.getClass().getSimpleName();
  }
}
