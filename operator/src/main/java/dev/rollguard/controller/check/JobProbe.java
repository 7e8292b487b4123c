package dev.rollguard.controller.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.log.Keys;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a Job; the sample is good when it succeeds. The name of the Job says which sample it is, so
 * that after a restart it is found again instead of run again.
 */
final class JobProbe implements Probe {
  private static final Logger LOG = LoggerFactory.getLogger(JobProbe.class);

  /** The Job's own deadline comes first; this one is for a cluster that runs no Jobs. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final Means means;
  private final Duration timeout;
  private final Function<Shot, ObjectNode> manifest;

  /**
   * @param manifest the Job of a sample
   */
  JobProbe(Means means, Duration timeout, Function<Shot, ObjectNode> manifest) {
    this.means = means;
    this.timeout = timeout;
    this.manifest = manifest;
  }

  /**
   * What Jobs are run with.
   *
   * @param betweenLooks how long to wait before a Job is looked at again
   */
  record Means(Jobs jobs, InstantSource clock, Duration betweenLooks) {}

  @Override
  public Finding take(Shot shot) throws InterruptedException {
    var job = manifest.apply(shot);
    var title = "Job/" + job.at("/metadata/name").asText();
    var giveUp = shot.at().plus(timeout).plus(GRACE);
    while (means.clock().instant().isBefore(giveUp)) {
      try {
        var found = createdOrFound(job);
        if (!found.isMissingNode()) {
          return Jobs.isOf(found, shot) ? awaitEnd(found, title) : foreign(title);
        }
      } catch (KubernetesClientException e) {
        if (refused(e)) {
          return noData(
              "The API server refused %s (HTTP %d%s); mend job.template."
                  .formatted(title, e.getCode(), fields(e)));
        }
      }
      Thread.sleep(means.betweenLooks());
    }
    return noData("%s could not be created or looked at in time.".formatted(title));
  }

  private JsonNode createdOrFound(ObjectNode job) {
    try {
      return means.jobs().create(job);
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      return means
          .jobs()
          .get(job.at("/metadata/namespace").asText(), job.at("/metadata/name").asText());
    }
  }

  private Finding awaitEnd(JsonNode created, String title) throws InterruptedException {
    var metadata = created.path("metadata");
    var giveUp =
        Moments.parse(metadata.path("creationTimestamp").asText())
            .orElseGet(means.clock()::instant)
            .plus(timeout)
            .plus(GRACE);
    for (var job = created; !job.isMissingNode(); ) {
      var end = end(job);
      if (end.isPresent()) {
        return told(end.get(), title, job);
      }
      if (means.clock().instant().isAfter(giveUp)) {
        return noData("%s has not ended in time; see whether Jobs run here.".formatted(title));
      }
      Thread.sleep(means.betweenLooks());
      job = means.jobs().get(metadata.path("namespace").asText(), metadata.path("name").asText());
    }
    return noData("%s was deleted before it had ended.".formatted(title));
  }

  /** How a Job ended. */
  record End(Outcome outcome, String how) {}

  static Optional<End> end(JsonNode job) {
    return Jobs.condition(job, "Complete")
        .map(c -> new End(Outcome.Pass, "succeeded"))
        .or(() ->
            Jobs.condition(job, "Failed")
                .map(c -> new End(Outcome.Fail, "failed (" + c.path("reason").asText() + ")")));
  }

  private Finding told(End end, String title, JsonNode job) {
    var log = log(job);
    return new Finding(
        end.outcome(),
        "%s %s%s".formatted(title, end.how(), log.isEmpty() ? "." : ", it wrote: " + log));
  }

  /** A pod may be gone already; that changes nothing about how the Job ended. */
  private String log(JsonNode job) {
    try {
      return means.jobs().log(job);
    } catch (RuntimeException e) {
      LOG.atInfo()
          .addKeyValue(Keys.OBJECT, "Job/" + job.at("/metadata/name").asText())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("The log of a Job could not be read.");
      return "";
    }
  }

  private static Finding foreign(String title) {
    return noData(
        "%s is there already and is not of this run; delete it, and run the checks again."
            .formatted(title));
  }

  private static Finding noData(String message) {
    return new Finding(Outcome.NoData, message);
  }

  /** What another try cannot mend. */
  private static boolean refused(KubernetesClientException e) {
    return e.getCode() >= CLIENT_ERROR && e.getCode() < SERVER_ERROR && e.getCode() != TOO_MANY;
  }

  /** Which fields; what stands in them may be nobody's business. */
  private static String fields(KubernetesClientException e) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    return details == null
        ? ""
        : details.getCauses().stream()
            .filter(cause -> cause.getField() != null)
            .map(cause -> ", %s: %s".formatted(cause.getField(), cause.getReason()))
            .collect(Collectors.joining());
  }
}
