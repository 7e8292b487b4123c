package dev.rollguard.observe;

import java.util.List;

/** The Deployments of a namespace that run as the canary of another one. */
public interface Siblings {
  /** Those that say that they are the canary of that one: clones, and Deployments of its owner. */
  List<Workload> canariesOf(String namespace, String deployment);
}
