package dev.rollguard.policy;

import dev.rollguard.api.v1alpha1.Selector;
import dev.rollguard.core.gate.WindowFact;
import org.jspecify.annotations.Nullable;

/**
 * A window to compile.
 *
 * @param namespaceSelector which namespaces it covers; absent: all
 * @param selector which Deployments it covers; absent: all
 * @param generation of its spec
 */
public record PolicyWindow(
    WindowFact fact,
    String datacenter,
    @Nullable Selector namespaceSelector,
    @Nullable Selector selector,
    long generation) {

  String name() {
    return fact.name();
  }
}
