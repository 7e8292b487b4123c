package dev.rollguard.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A Deployment with two replicas of one container, called app, on fake nodes. */
public final class App {
  private static final String REVISION = "deployment.kubernetes.io/revision";

  private final Datacenter datacenter;
  private final String name;

  App(Datacenter datacenter, String name) {
    this.datacenter = datacenter;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** As messages call it. */
  public String title() {
    return "Deployment/" + name;
  }

  public String namespace() {
    return datacenter.namespace();
  }

  public Datacenter datacenter() {
    return datacenter;
  }

  /** What a manifest of it says. */
  public DeploymentBuilder draft(String image) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace())
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec();
  }

  /** The manifest as people keep it in Git. */
  public String manifest(String image) {
    return yaml(draft(image).build());
  }

  public static String yaml(Deployment deployment) {
    return Serialization.asYaml(deployment);
  }

  /** The manifest with {@code paused} as given. */
  public String manifest(String image, boolean paused) {
    return yaml(draft(image).editSpec().withPaused(paused).endSpec().build());
  }

  public Deployment get() {
    return resource().require();
  }

  /** To write it as an administrator. */
  public RollableScalableResource<Deployment> resource() {
    return admin().apps().deployments().inNamespace(namespace()).withName(name);
  }

  /** The client of an administrator. */
  public KubernetesClient client() {
    return admin();
  }

  private KubernetesClient admin() {
    return datacenter.admin();
  }

  public boolean isHeld() {
    return isHeld(get());
  }

  public static boolean isHeld(Deployment deployment) {
    var labels = deployment.getMetadata().getLabels();
    return labels != null && Labels.TRUE.equals(labels.get(Labels.HELD));
  }

  public String image() {
    return image(get());
  }

  static String image(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  /**
   * Its Changes that are still kept, in the order in which they were asked for. Of those of one
   * second the superseded ones came first, and what has not ended came last.
   */
  public List<Change> changes() {
    var uid = get().getMetadata().getUid();
    return admin()
        .resources(Change.class)
        .inNamespace(namespace())
        .withLabel(Labels.WORKLOAD_UID, uid)
        .list()
        .getItems()
        .stream()
        .sorted(
            Comparator.comparing((Change c) -> c.getSpec().getRequestedTime())
                .thenComparing(c -> c.getMetadata().getCreationTimestamp())
                .thenComparing(c -> c.getStatus().getState() != ChangeState.Superseded)
                .thenComparing(c -> !Observer.finished(c))
                .thenComparing(c -> c.getMetadata().getUid()))
        .toList();
  }

  /** The Change of the template that stands there now, once it is on record and has not ended. */
  public Change recorded() {
    Expect.eventually(() ->
        assertThat(changes())
            .as("the Changes of " + title())
            .isNotEmpty()
            .last()
            .satisfies(c -> {
              assertThat(c.getSpec().getTemplateHash()).isEqualTo(templateHash());
              assertThat(c.getStatus().getState()).isIn(ChangeState.Held, ChangeState.Released);
            }));
    return changes().getLast();
  }

  private String templateHash() {
    var workload = admin().resources(Workload.class).inNamespace(namespace()).withName(name);
    return workload.require().getSpec().getTemplateHash();
  }

  /** The messages of its Events of that kind. */
  public List<String> told(String event) {
    return admin().v1().events().inNamespace(namespace()).list().getItems().stream()
        .filter(e -> e.getReason().equals(event))
        .filter(e -> e.getInvolvedObject().getName().equals(name))
        .map(Event::getMessage)
        .toList();
  }

  /** What somebody said of a Change of it. */
  public Approval approval(String approval) {
    return admin().resources(Approval.class).inNamespace(namespace()).withName(approval).require();
  }

  /** Its ReplicaSets, oldest revision first. */
  public List<ReplicaSet> replicaSets() {
    var uid = get().getMetadata().getUid();
    return admin().apps().replicaSets().inNamespace(namespace()).list().getItems().stream()
        .filter(r ->
            r.getMetadata().getOwnerReferences().stream().anyMatch(o -> o.getUid().equals(uid)))
        .sorted(
            Comparator.comparing(
                r -> Long.parseLong(r.getMetadata().getAnnotations().get(REVISION))))
        .toList();
  }

  /** Every image that ever rolled out, oldest revision first. */
  public List<String> rolledOut() {
    return replicaSets().stream()
        .map(r -> r.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
        .toList();
  }

  /** What the operator runs as its canary. */
  public List<Deployment> clones() {
    return admin()
        .apps()
        .deployments()
        .inNamespace(namespace())
        .withLabel(Labels.CANARY_OF, name)
        .list()
        .getItems();
  }

  /** The pods of its clones. */
  public List<Pod> canaryPods() {
    var pods = admin().pods().inNamespace(namespace()).withLabel("app", name);
    return pods.withLabel(Labels.TRACK, Labels.TRACK_CANARY).list().getItems();
  }

  /** The runs of checks for its Changes, oldest first. */
  public List<CheckRun> runs() {
    var changes = changes().stream().map(c -> c.getMetadata().getName()).toList();
    return admin().resources(CheckRun.class).inNamespace(namespace()).list().getItems().stream()
        .filter(r -> r.getSpec().getChangeRef() != null)
        .filter(r -> changes.contains(r.getSpec().getChangeRef().getName()))
        .sorted(
            Comparator.comparing((CheckRun r) -> r.getMetadata().getCreationTimestamp())
                .thenComparing(r -> r.getMetadata().getName()))
        .toList();
  }

  public Optional<DeploymentCondition> condition(String type) {
    return get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }
}
