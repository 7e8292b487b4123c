package dev.rollguard.e2e.model;

import java.util.List;

/**
 * Where the Deployments are.
 *
 * @param labelled namespaces; each one's label names a datacenter that is called as it is
 * @param unlabelled a namespace that is in no datacenter
 * @param first a datacenter that has every Deployment that must not come before it
 */
public record Places(List<String> labelled, String unlabelled, String first) {
  /** A datacenter that nobody has. */
  String nowhere() {
    return "nowhere-" + first;
  }
}
