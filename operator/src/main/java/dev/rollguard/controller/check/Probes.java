package dev.rollguard.controller.check;

import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.Sample;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.log.Keys;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples that are being taken, each by its own virtual thread, and those that are not on
 * record yet. At most one for each check of a run, so that a server that does not answer keeps
 * nobody else waiting.
 */
final class Probes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

  /** Samples of one run that are taken within this time go into one write. */
  private static final Duration TOGETHER = Duration.ofMillis(100);

  private final Map<String, Map<String, Flight>> flights = new HashMap<>();
  private boolean closed;

  private static final class Flight {
    private @Nullable Thread thread;
    private @Nullable Sample sample;
  }

  /**
   * Takes a sample, unless one is being taken or is not on record yet.
   *
   * @param wake called when there is something to record
   */
  synchronized void start(Probe probe, Probe.Shot shot, Runnable wake) {
    if (closed) {
      return;
    }
    var uid = shot.run().getMetadata().getUid();
    var flight = new Flight();
    if (flights.computeIfAbsent(uid, key -> new HashMap<>()).putIfAbsent(shot.check(), flight)
        != null) {
      return;
    }
    flight.thread =
        Thread.ofVirtual()
            .name("check-" + shot.check())
            .start(() -> fly(flight, probe, shot, wake));
  }

  private void fly(Flight flight, Probe probe, Probe.Shot shot, Runnable wake) {
    try {
      if (landed(flight, sample(probe, shot), shot)) {
        Thread.sleep(TOGETHER);
      }
      wake.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the run has ended, or the term
    }
  }

  private static Sample sample(Probe probe, Probe.Shot shot) throws InterruptedException {
    Finding finding;
    try {
      finding = probe.take(shot);
    } catch (RuntimeException | Error e) {
      // Its message may hold anything, even a Secret.
      LOG.atError()
          .addKeyValue(Keys.OBJECT, "CheckRun/" + shot.run().getMetadata().getName())
          .addKeyValue(Keys.ERROR, e.getClass().getName() + " at " + origin(e))
          .log("A sample could not be taken.");
      finding =
          new Finding(
              Outcome.NoData,
              "The sample could not be taken (%s); see the operator's log."
                  .formatted(e.getClass().getSimpleName()));
    }
    return new Sample(
        shot.at().truncatedTo(ChronoUnit.MILLIS), finding.outcome(), finding.message());
  }

  private static String origin(Throwable e) {
    return e.getStackTrace().length == 0 ? "unknown" : e.getStackTrace()[0].toString();
  }

  /** Answers whether others of the same run are still being taken. */
  private synchronized boolean landed(Flight flight, Sample sample, Probe.Shot shot) {
    flight.sample = sample;
    flight.thread = null;
    return flying(shot.run().getMetadata().getUid());
  }

  /** Whether a sample of the run is being taken. */
  synchronized boolean flying(String uid) {
    return flights.getOrDefault(uid, Map.of()).values().stream()
        .anyMatch(flight -> flight.sample == null);
  }

  /** What was sampled and is not on record yet, by check. */
  synchronized Map<String, Sample> landed(String uid) {
    var samples = new HashMap<String, Sample>();
    flights
        .getOrDefault(uid, Map.of())
        .forEach((check, flight) -> {
          if (flight.sample != null) {
            samples.put(check, flight.sample);
          }
        });
    return samples;
  }

  /** These are on record. */
  synchronized void recorded(String uid, Map<String, Sample> samples) {
    var ofRun = flights.getOrDefault(uid, Map.of());
    samples.forEach((check, sample) -> {
      var flight = ofRun.get(check);
      if (flight != null && flight.sample == sample) {
        ofRun.remove(check);
      }
    });
    if (ofRun.isEmpty()) {
      flights.remove(uid);
    }
  }

  /** The run has ended: nobody wants what is still being sampled. */
  synchronized void forget(String uid) {
    var ofRun = flights.remove(uid);
    if (ofRun != null) {
      ofRun.values().forEach(Probes::stop);
    }
  }

  private static void stop(Flight flight) {
    if (flight.thread != null) {
      flight.thread.interrupt();
    }
  }

  /** Takes no more samples, and ends those that are being taken. */
  @Override
  public synchronized void close() {
    closed = true;
    flights.values().forEach(ofRun -> ofRun.values().forEach(Probes::stop));
    flights.clear();
  }
}
