package dev.rollguard.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.change.PodTemplate;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.change.Situation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Reads the API server itself, consistently, where a cache is not good enough: before a release,
 * and when a request is taken in.
 */
public final class LiveReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATACENTER_FIELD = "spec.datacenter";

  private final KubernetesClient client;
  private final Observer observer;
  private final InstantSource clock;
  private final Executor executor;
  private final SharedReads<String, List<ChangeWindow>> windows;
  private final SharedReads<String, List<Fault>> faults;
  private final SharedReads<String, Map<String, String>> namespaceLabels;

  public LiveReader(
      KubernetesClient client, Observer observer, InstantSource clock, Executor executor) {
    this.client = client;
    this.observer = observer;
    this.clock = clock;
    this.executor = executor;
    this.windows = new SharedReads<>(dc -> list(ChangeWindow.class, dc), executor);
    this.faults = new SharedReads<>(dc -> list(Fault.class, dc), executor);
    this.namespaceLabels = new SharedReads<>(this::readLabels, executor);
  }

  /** A Deployment and all that decides about it, as the API server had them at one time. */
  public record Observed(Workload workload, Situation situation) {}

  /**
   * The situation with the Deployment, its Changes, windows, faults and namespace as the API server
   * has them now (quorum reads, no cache), so that no fault that was stored before can be
   * overlooked, nor that somebody took the change back. Empty when the Deployment is gone.
   *
   * @param guess the datacenter as a cache knows it; if it is another one, that one is read
   */
  public Optional<Observed> observe(Workload cached, String guess) {
    return observe(cached, guess, reads(cached, observer.cached()::changes));
  }

  /**
   * As {@link #observe(Workload, String)}, with the other changes of the datacenter as they are
   * now, too.
   */
  public Optional<Observed> observeAmongOthers(Workload cached, String guess) {
    return observe(cached, guess, reads(cached, this::activeIn));
  }

  private Reads reads(Workload workload, Function<String, List<Change>> changes) {
    var active = CompletableFuture.supplyAsync(() -> readActive(workload), executor);
    return new LiveReads(client, faults, active, changes);
  }

  private List<Change> activeIn(String datacenter) {
    return items(
        Change.class,
        client
            .resources(Change.class)
            .inAnyNamespace()
            .withLabel(Labels.ACTIVE, Labels.TRUE)
            .withField(DATACENTER_FIELD, datacenter)
            .list());
  }

  private Optional<Observed> observe(Workload cached, String guess, Reads reads) {
    var windowsOfGuess = windows.ask(guess);
    var faultsOfGuess = faults.ask(guess);
    var labels = namespaceLabels.ask(cached.getMetadata().getNamespace());
    return workload(cached)
        .map(workload -> {
          var datacenter = observer.datacenter(workload, labels.join());
          var guessed = datacenter.equals(guess);
          var around =
              new Observer.Surroundings(
                  (guessed ? windowsOfGuess : windows.ask(datacenter)).join(),
                  (guessed ? faultsOfGuess : faults.ask(datacenter)).join(),
                  labels.join(),
                  reads);
          return new Observed(workload, observer.observe(workload, around, clock.instant()));
        });
  }

  private <T extends HasMetadata> List<T> list(Class<T> kind, String datacenter) {
    return items(kind, client.resources(kind).withField(DATACENTER_FIELD, datacenter).list());
  }

  /**
   * What a proxy or a broken server says instead of a list may look like an empty one, and an empty
   * list of faults releases. A real list has a resource version and all its items.
   */
  static <T extends HasMetadata> List<T> items(Class<T> kind, KubernetesResourceList<T> list) {
    var metadata = list == null ? null : list.getMetadata();
    if (metadata == null
        || metadata.getResourceVersion() == null
        || (metadata.getContinue() != null && !metadata.getContinue().isEmpty())) {
      throw new IllegalStateException(
          "The API server answered no whole list of " + kind.getSimpleName());
    }
    return list.getItems();
  }

  /** A Deployment without its Namespace cannot be; without labels it would not be governed. */
  private Map<String, String> readLabels(String name) {
    var namespace = client.resources(Namespace.class).withName(name).get();
    if (namespace == null
        || namespace.getMetadata() == null
        || !name.equals(namespace.getMetadata().getName())) {
      throw new IllegalStateException("The API server did not answer with Namespace/" + name);
    }
    return Optional.ofNullable(namespace.getMetadata().getLabels()).orElse(Map.of());
  }

  /** The Deployment as it is now; empty when it is gone or another one of the same name. */
  public Optional<Workload> workload(Workload known) {
    return Optional.ofNullable(
            client
                .resources(Workload.class)
                .inNamespace(known.getMetadata().getNamespace())
                .withName(known.getMetadata().getName())
                .get())
        .filter(w -> known.getMetadata().getUid().equals(w.getMetadata().getUid()));
  }

  /**
   * A request with its history.
   *
   * @param history all Changes of the Deployment that are still kept
   */
  public record Request(PodTemplate template, Revisions revisions, List<Change> history) {
    /** The newest: of those that were created within one second nobody can tell which it is. */
    public List<Change> newest() {
      var last = history.stream().map(Request::created).max(Comparator.naturalOrder());
      return history.stream().filter(c -> last.equals(Optional.of(created(c)))).toList();
    }

    private static String created(Change change) {
      return change.getMetadata().getCreationTimestamp();
    }
  }

  /** Reads what a request asks for and what ran before; empty when the Deployment is gone. */
  public Optional<Request> request(Workload workload) {
    var history = CompletableFuture.supplyAsync(() -> history(workload), executor);
    var deployment = deployment(workload);
    if (deployment.isEmpty()) {
      return Optional.empty();
    }
    var replicaSets = replicaSets(workload, deployment.get());
    var changes = history.join();
    return Optional.of(
        new Request(
            PodTemplate.of(deployment.get().at("/spec/template")),
            new Revisions(replicaSets, healthy(changes)),
            changes));
  }

  /** The whole Deployment; empty when it is gone. */
  public Optional<JsonNode> deployment(Workload workload) {
    return get(path(workload, "deployments/" + workload.getMetadata().getName()), "/spec/template");
  }

  /** The revisions of a Deployment with what is known of their health. */
  public Revisions revisions(Workload workload) {
    return request(workload)
        .map(Request::revisions)
        .orElseGet(() -> new Revisions(List.of(), Set.of()));
  }

  private List<Change> readActive(Workload workload) {
    return items(
        Change.class,
        client
            .resources(Change.class)
            .inNamespace(workload.getMetadata().getNamespace())
            .withLabel(Labels.ACTIVE, Labels.TRUE)
            .withLabel(Labels.WORKLOAD_UID, workload.getMetadata().getUid())
            .list());
  }

  /** All Changes of the Deployment, finished ones too. */
  public List<Change> history(Workload workload) {
    return items(
        Change.class,
        client
            .resources(Change.class)
            .inNamespace(workload.getMetadata().getNamespace())
            .withLabel(Labels.WORKLOAD_UID, workload.getMetadata().getUid())
            .list());
  }

  private static Set<String> healthy(List<Change> changes) {
    var hashes = new HashSet<String>();
    for (var change : changes) {
      if (Standings.ranHealthy(change)) {
        hashes.add(change.getSpec().getTemplateHash());
      }
      Optional.ofNullable(change.getSpec().getHealthyTemplateHash()).ifPresent(hashes::add);
    }
    return hashes;
  }

  private List<Revision> replicaSets(Workload workload, JsonNode deployment) {
    var selector = new ArrayList<String>();
    deployment
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(e -> selector.add(e.getKey() + "=" + e.getValue().asText()));
    var query = URLEncoder.encode(String.join(",", selector), StandardCharsets.UTF_8);
    var list = get(path(workload, "replicasets?labelSelector=" + query), "/items");
    return ReplicaSets.revisions(list.orElseThrow(), workload.getMetadata().getUid());
  }

  private static String path(Workload workload, String rest) {
    return "/apis/apps/v1/namespaces/" + workload.getMetadata().getNamespace() + "/" + rest;
  }

  /** Empty when it is not found; an error when the answer lacks what must be in it. */
  private Optional<JsonNode> get(String path, String part) {
    var text = client.raw(path);
    if (text == null) {
      return Optional.empty();
    }
    try {
      var answer = JSON.readTree(text);
      if (!answer.at(part).isMissingNode()) {
        return Optional.of(answer);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The API server answered no JSON to GET " + path, e);
    }
    throw new IllegalStateException("The API server answered no " + part + " to GET " + path);
  }
}
