package dev.rollguard.observe;

import java.util.List;
import java.util.Optional;

/** The Deployments of a namespace that run as the canary of another one. */
public interface Siblings {
  /** Those that say that they are the canary of that one: clones, and Deployments of its owner. */
  List<Workload> canariesOf(String namespace, String deployment);

  /** A Deployment, if there is one of that name. */
  default Optional<Workload> find(String namespace, String name) {
    return Optional.empty();
  }

  /** The Deployments of that name, in all namespaces. */
  default List<Workload> named(String name) {
    return List.of();
  }
}
