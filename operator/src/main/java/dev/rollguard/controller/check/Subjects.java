package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.Observer;
import dev.rollguard.record.Conditions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds what a run is about. A cache may not know it yet, so only the API server can deny it. */
final class Subjects {
  private final KubernetesClient client;
  private final Caches caches;
  private final String operatorNamespace;

  /**
   * @param operatorNamespace what {@code namespace} is for a Fault, which has none
   */
  Subjects(KubernetesClient client, Caches caches, String operatorNamespace) {
    this.client = client;
    this.caches = caches;
    this.operatorNamespace = operatorNamespace;
  }

  Subject of(CheckRun run) {
    var change = run.getSpec().getChangeRef();
    return change == null
        ? fault(Objects.requireNonNull(run.getSpec().getFaultRef()))
        : change(run.getMetadata().getNamespace(), change.getName());
  }

  private Subject change(String namespace, String name) {
    var found =
        caches
            .activeChanges()
            .find(namespace, name)
            .or(() ->
                Optional.ofNullable(
                    client.resources(Change.class).inNamespace(namespace).withName(name).get()));
    if (found.isEmpty()) {
      return new Subject.Ended("Change/%s does not exist.".formatted(name));
    }
    if (Observer.finished(found.get())) {
      return new Subject.Ended("Change/%s has ended.".formatted(name));
    }
    return ongoing(found.get());
  }

  private static Subject ongoing(Change change) {
    var spec = change.getSpec();
    var name = change.getMetadata().getName();
    return new Subject.Ongoing(
        "Change/" + name,
        owner(change),
        spec.getTemplateHash(),
        Map.of(
            "namespace", change.getMetadata().getNamespace(),
            "deployment", spec.getWorkloadRef().getName(),
            "datacenter", spec.getDatacenter(),
            "change", name,
            "templateHash", spec.getTemplateHash()));
  }

  private Subject fault(ObjectRef ref) {
    var name = ref.getName();
    var found = caches.faults().stream().filter(f -> named(f, name)).findFirst();
    if (found.isEmpty()) {
      found =
          client.resources(Fault.class).withField("metadata.name", name).list().getItems().stream()
              .filter(f -> named(f, name))
              .findFirst();
    }
    return found
        .map(this::verified)
        .orElseGet(() -> new Subject.Ended("Fault/%s does not exist.".formatted(name)));
  }

  private Subject verified(Fault fault) {
    var name = fault.getMetadata().getName();
    if (fault.getSpec().getResolution() == null) {
      return new Subject.Ended("Fault/%s has no resolution to verify.".formatted(name));
    }
    if (closed(fault)) {
      return new Subject.Ended("Fault/%s is closed.".formatted(name));
    }
    return new Subject.Ongoing(
        "Fault/" + name,
        owner(fault),
        "",
        Map.of(
            "fault", name,
            "datacenter", fault.getSpec().getDatacenter(),
            "namespace", operatorNamespace));
  }

  /** A condition that is older than the spec tells nothing about it. */
  private static boolean closed(Fault fault) {
    return Conditions.find(fault.getStatus().getConditions(), ConditionTypes.OPEN)
        .filter(c -> "False".equals(c.getStatus()))
        .filter(c -> Objects.equals(c.getObservedGeneration(), fault.getMetadata().getGeneration()))
        .isPresent();
  }

  private static boolean named(Fault fault, String name) {
    return name.equals(fault.getMetadata().getName());
  }

  private static OwnerReference owner(HasMetadata object) {
    return new OwnerReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .build();
  }
}
