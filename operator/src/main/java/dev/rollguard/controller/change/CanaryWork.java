package dev.rollguard.controller.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.CanaryMode;
import dev.rollguard.api.v1alpha1.CanaryStatus;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.WantedRun;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.CheckRunWriter;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The writes that a canary takes: its record comes first, then what is recorded. So whoever looks
 * next knows what to go on with, and a clone whose Change says nothing of it is removed.
 */
final class CanaryWork {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;
  private final ChangeRecords records;
  private final CheckRunWriter runs;
  private final LiveReader reader;
  private final InstantSource clock;
  private final Observer observer;

  CanaryWork(Parts parts) {
    this.client = parts.client();
    this.records = parts.records();
    this.runs = parts.runs();
    this.reader = parts.reader();
    this.clock = parts.clock();
    this.observer = parts.observer();
  }

  /** What this class works with. */
  record Parts(
      KubernetesClient client,
      ChangeRecords records,
      CheckRunWriter runs,
      LiveReader reader,
      InstantSource clock,
      Observer observer) {}

  private String now() {
    return Moments.seconds(clock.instant());
  }

  /** Notes that a canary begins. */
  void begin(Workload workload, Step.BeginCanary begin) {
    var status = new CanaryStatus();
    status.setMode(begin.demand().existing() ? CanaryMode.Existing : CanaryMode.Clone);
    status.setStartTime(now());
    if (!begin.demand().existing()) {
      status.setDeployment(Clone.name(workload.getMetadata().getName()));
    }
    records.canary(workload, begin.change(), status);
  }

  /** Creates the clone. Answers why it cannot be; empty when it is there or on its way. */
  Optional<String> makeClone(Workload workload, Step.MakeClone make) {
    var change = records.find(workload, make.change());
    var deployment = reader.deployment(workload);
    if (change.isEmpty() || deployment.isEmpty()) {
      return Optional.empty();
    }
    var replicas = make.demand().size().of(workload.getSpec().getReplicas());
    var clone = Clone.of(deployment.get(), change.get(), replicas);
    try {
      client.raw(path(workload, ""), "POST", clone);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return foreign(workload);
      }
      if (e.getCode() >= 400 && e.getCode() < 500 && e.getCode() != 429) {
        return Optional.of(
            "the clone was refused (HTTP %d): %s"
                .formatted(e.getCode(), e.getStatus() == null ? "" : e.getStatus().getMessage()));
      }
      throw e;
    }
  }

  /** A Deployment of that name is not ours to touch; an older clone is on its way out. */
  private Optional<String> foreign(Workload workload) {
    var name = Clone.name(workload.getMetadata().getName());
    return Optional.ofNullable(
            client
                .resources(Workload.class)
                .inNamespace(workload.getMetadata().getNamespace())
                .withName(name)
                .get())
        .filter(w -> !w.getCanaryOf().equals(workload.getMetadata().getName()))
        .map(w ->
            "a Deployment named %s is there already; rename it, so that the canary can have its name"
                .formatted(name));
  }

  /**
   * Notes since when the canary serves, and by which hashes its pods and the others are told apart.
   */
  void noteHealth(Workload workload, Step.NoteHealth note) {
    edit(
        workload,
        note.change(),
        status -> {
          if (!note.healthy()) {
            status.setHealthyTime(null);
            return;
          }
          status.setHealthyTime(now());
          reader
              .revisions(workload)
              .stableBut(workload.getSpec().getTemplateHash())
              .map(Revision::podHash)
              .ifPresent(status::setStableHash);
          sibling(workload, status)
              .ifPresent(canary -> {
                status.setDeployment(canary.getMetadata().getName());
                reader
                    .revisions(canary)
                    .running()
                    .map(Revision::podHash)
                    .ifPresent(status::setCanaryHash);
              });
        });
  }

  private Optional<Workload> sibling(Workload workload, CanaryStatus status) {
    var existing = status.getMode() == CanaryMode.Existing;
    return observer.canariesOf(workload).stream()
        .filter(w -> existing == w.getCanaryOf().isEmpty())
        .filter(w -> w.getSpec().getImagesHash().equals(workload.getSpec().getImagesHash()))
        .filter(w -> w.rollout().complete())
        .findFirst();
  }

  /** Starts the checks of a canary that serves. */
  void check(Workload workload, Step.CheckCanary check) {
    records
        .find(workload, check.change())
        .ifPresent(change -> {
          var canary = change.getStatus().getCanary();
          if (canary != null) {
            start(change, CheckPurpose.Canary, check.wanted(), args(canary));
          }
        });
  }

  private static Map<String, String> args(CanaryStatus canary) {
    var args = new HashMap<String, String>();
    Optional.ofNullable(canary.getCanaryHash()).ifPresent(h -> args.put("canaryHash", h));
    Optional.ofNullable(canary.getStableHash()).ifPresent(h -> args.put("stableHash", h));
    Optional.ofNullable(canary.getHealthyTime()).ifPresent(t -> args.put("start", t));
    return args;
  }

  /** Starts the tests that the template must pass. */
  void test(Workload workload, ChangeFact fact, List<WantedRun> wanted) {
    if (!wanted.isEmpty()) {
      records
          .find(workload, fact)
          .ifPresent(change -> start(change, CheckPurpose.PreTest, wanted, Map.of()));
    }
  }

  private void start(
      Change change, CheckPurpose purpose, List<WantedRun> wanted, Map<String, String> args) {
    var subject =
        new CheckRunWriter.Subject(
            change.getMetadata().getNamespace(),
            change,
            purpose,
            spec -> {
              var ref = new ObjectRef();
              ref.setName(change.getMetadata().getName());
              spec.setChangeRef(ref);
              spec.setTemplateHash(change.getSpec().getTemplateHash());
            });
    wanted.forEach(run -> runs.create(subject, run, args));
  }

  /** The canary is forgotten; it begins anew when nothing else holds. */
  void stop(Workload workload, ChangeFact change) {
    records.canary(workload, change, null);
  }

  /** The canary failed for good. */
  void fail(Workload workload, Step.FailCanary failed) {
    edit(
        workload,
        failed.change(),
        status -> {
          status.setVerdict(CheckVerdict.Fail);
          status.setMessage(failed.message());
          status.setEndTime(now());
        });
  }

  private void edit(Workload workload, ChangeFact change, Consumer<CanaryStatus> edit) {
    records
        .find(workload, change)
        .map(c -> c.getStatus().getCanary())
        .ifPresent(before -> {
          var after = CanaryStatuses.copy(before);
          edit.accept(after);
          records.canary(workload, change, after);
        });
  }

  /** Removes the clone, if there is one that was made for this Deployment. */
  void removeClone(Workload workload) {
    observer.canariesOf(workload).stream()
        .filter(w -> w.getCanaryOf().equals(workload.getMetadata().getName()))
        .forEach(this::remove);
  }

  /** Only this very clone: another of the same name may have been made meanwhile. */
  private void remove(Workload clone) {
    try {
      client.raw(path(clone, "/" + clone.getMetadata().getName()), "DELETE", deletion(clone));
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND && e.getCode() != CONFLICT) {
        throw e;
      }
    }
  }

  private static JsonNode deletion(Workload clone) {
    var options =
        JSON.createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "DeleteOptions")
            .put("propagationPolicy", DeletionPropagation.BACKGROUND.toString());
    options.putObject("preconditions").put("uid", clone.getMetadata().getUid());
    return options;
  }

  private static String path(Workload workload, String rest) {
    return "/apis/apps/v1/namespaces/"
        + workload.getMetadata().getNamespace()
        + "/deployments"
        + rest;
  }
}
