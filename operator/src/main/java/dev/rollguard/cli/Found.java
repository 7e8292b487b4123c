package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Comparator;
import java.util.Optional;

/** Finds the Change that is meant by the name of a Deployment or by its own. */
final class Found {
  private static final int LABEL_LENGTH = 63;

  private final Session session;

  Found(Session session) {
    this.session = session;
  }

  /**
   * The Change of that name, else the one of that Deployment that is held or rolls out.
   *
   * @param subject a name, or {@code deployment/NAME} or {@code change/NAME}
   */
  Change change(String subject) {
    var slash = subject.indexOf('/');
    var name = subject.substring(slash + 1);
    var kind = slash < 0 ? "" : subject.substring(0, slash);
    return switch (kind) {
      case "change", "changes", "chg" -> byName(name).orElseThrow(() -> noChange(name));
      case "deployment", "deployments", "deploy" ->
          ofDeployment(name).orElseThrow(() -> noneOf(name));
      case "" -> byName(name).or(() -> ofDeployment(name)).orElseThrow(() -> noneOf(name));
      default ->
          throw new FailedException(
              Exit.USAGE,
              "\"%s\" is neither a Deployment nor a Change; write NAME, deployment/NAME or change/NAME."
                  .formatted(subject));
    };
  }

  /** To read it again and to write it. */
  Resource<Change> at(Change change) {
    return session
        .client()
        .resources(Change.class)
        .inNamespace(change.getMetadata().getNamespace())
        .withName(change.getMetadata().getName());
  }

  private Optional<Change> byName(String name) {
    return Optional.ofNullable(
        session
            .client()
            .resources(Change.class)
            .inNamespace(session.namespace())
            .withName(name)
            .get());
  }

  /** Of several the newest; one that has ended may be marked active while it still counts. */
  private Optional<Change> ofDeployment(String name) {
    return session
        .client()
        .resources(Change.class)
        .inNamespace(session.namespace())
        .withLabel(Labels.ACTIVE, Labels.TRUE)
        .withLabel(Labels.WORKLOAD, label(name))
        .list()
        .getItems()
        .stream()
        .filter(c -> name.equals(c.getSpec().getWorkloadRef().getName()))
        .max(
            Comparator.comparing(Found::inMotion)
                .thenComparing(c -> c.getSpec().getRequestedTime()));
  }

  private static boolean inMotion(Change change) {
    var state = change.getStatus().getState();
    return state == null || state == ChangeState.Held || state == ChangeState.Released;
  }

  private static String label(String name) {
    var cut = name.length() <= LABEL_LENGTH ? name : name.substring(0, LABEL_LENGTH);
    return cut.replaceAll("[^A-Za-z0-9]+$", "");
  }

  private FailedException noneOf(String name) {
    return new FailedException(
        "No change of Deployment/%s in namespace %s is held or rolling out; see: kubectl get changes.rollguard.dev -n %s."
            .formatted(name, session.namespace(), session.namespace()));
  }

  private FailedException noChange(String name) {
    return new FailedException(
        "There is no Change/%s in namespace %s; see: kubectl get changes.rollguard.dev -n %s."
            .formatted(name, session.namespace(), session.namespace()));
  }
}
