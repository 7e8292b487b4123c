package dev.rollguard.e2e.policy;

import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Workloads;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Runs;
import dev.rollguard.policy.Enforcement;
import dev.rollguard.policy.PolicyApplier;
import dev.rollguard.policy.PolicyFault;
import dev.rollguard.policy.PolicyInput;
import dev.rollguard.policy.PolicyWindow;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One applier, its input, and what it did. */
final class Bench implements AutoCloseable {
  static final String OPERATOR = "system:serviceaccount:rollguard:rollguard";

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          MutatingAdmissionPolicy.class,
          MutatingAdmissionPolicyBinding.class,
          ValidatingAdmissionPolicy.class,
          ValidatingAdmissionPolicyBinding.class);

  private final KubernetesClient client;
  private static final Runs NOTHING_TRIED =
      new Runs() {
        @Override
        public List<RunFact> ofChange(String namespace, String change) {
          return List.of();
        }

        @Override
        public List<RunFact> ofFault(String fault) {
          return List.of();
        }
      };

  private final Facts facts = new Facts(NOTHING_TRIED);
  private final PolicyApplier applier;
  private volatile List<PolicyWindow> windows = List.of();
  private volatile List<PolicyFault> faults = List.of();
  private volatile boolean leading = true;
  final List<String> writes = new CopyOnWriteArrayList<>();
  final AtomicInteger changes = new AtomicInteger();

  Bench(KubernetesClient client) {
    this.client = client;
    this.applier =
        new PolicyApplier(
            client, this::input, InstantSource.system(), () -> leading, changes::incrementAndGet);
    applier.countWrites(writes::add);
    applier.start();
  }

  private PolicyInput input() {
    return new PolicyInput(windows, faults, OPERATOR, "rollguard", Optional.empty(), Instant.now());
  }

  /** Windows and faults as people write them, in place of those before. */
  Bench given(String... documents) {
    var now = Instant.now();
    var given = List.of(documents);
    windows =
        given.stream().filter(d -> d.contains("kind: ChangeWindow")).map(this::window).toList();
    faults =
        given.stream()
            .filter(d -> d.contains("kind: Fault"))
            .map(d -> Serialization.unmarshal(d, Fault.class))
            .map(f -> new PolicyFault(f.getSpec().getDatacenter(), facts.fault(f, now)))
            .toList();
    applier.trigger();
    return this;
  }

  private PolicyWindow window(String document) {
    var window = Serialization.unmarshal(document, ChangeWindow.class);
    var workloads = Optional.ofNullable(window.getSpec().getWorkloads()).orElseGet(Workloads::new);
    return new PolicyWindow(
        new Facts(NOTHING_TRIED).window(window),
        window.getSpec().getDatacenter(),
        workloads.getNamespaceSelector(),
        workloads.getSelector(),
        1);
  }

  void lead(boolean leads) {
    leading = leads;
  }

  void trigger() {
    applier.trigger();
  }

  Enforcement.State state(String window) {
    return applier.enforcement().of(window, 1);
  }

  Optional<Instant> followedUntil(String window) {
    return Optional.ofNullable(applier.enforcement().followedUntil().get(window));
  }

  Bench enforced(String... names) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> List.of(names).stream().allMatch(n -> state(n) instanceof Enforcement.Enforced));
    return this;
  }

  /** Our objects in the cluster: kind and name to resource version. */
  Map<String, String> objects() {
    var objects = new TreeMap<String, String>();
    for (var kind : KINDS) {
      client
          .resources(kind)
          .withLabel(Labels.MANAGED_BY, Labels.MANAGED_BY_VALUE)
          .list()
          .getItems()
          .forEach(o ->
              objects.put(
                  o.getKind() + "/" + o.getMetadata().getName(),
                  o.getMetadata().getResourceVersion()));
    }
    return objects;
  }

  @Override
  public void close() {
    given();
    await().atMost(Duration.ofSeconds(60)).until(() -> objects().isEmpty());
    applier.close();
  }
}
