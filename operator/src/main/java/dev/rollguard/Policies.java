package dev.rollguard;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.controller.window.WindowReconciler;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.policy.Enforcement;
import dev.rollguard.policy.PolicyApplier;
import dev.rollguard.policy.PolicyFault;
import dev.rollguard.policy.PolicyInput;
import dev.rollguard.policy.PolicyWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Feeds the policy applier from the caches, and tells windows how far they are enforced. */
final class Policies implements AutoCloseable {
  private final Wiring wiring;
  private final PolicyApplier applier;

  Policies(Wiring wiring, BooleanSupplier leading, Runnable onChange) {
    this.wiring = wiring;
    applier = new PolicyApplier(wiring.client, this::input, wiring.clock, leading, onChange);
    applier.countWrites(wiring.meters::policyWritten);
  }

  private PolicyInput input() {
    var now = wiring.clock.instant();
    return new PolicyInput(
        wiring.caches.windows().stream().map(this::window).toList(),
        wiring.caches.faults().stream()
            .map(f -> new PolicyFault(f.getSpec().getDatacenter(), wiring.facts.fault(f, now)))
            .toList(),
        wiring.config.operatorUser(),
        wiring.config.namespace(),
        wiring.config.defaultDatacenter(),
        now);
  }

  private PolicyWindow window(ChangeWindow window) {
    var spec = window.getSpec();
    var workloads = spec.getWorkloads();
    return new PolicyWindow(
        wiring.facts.window(window),
        spec.getDatacenter(),
        workloads == null ? null : workloads.getNamespaceSelector(),
        workloads == null ? null : workloads.getSelector(),
        generation(window));
  }

  /** Only when the caches are filled: what is not cached yet would look deleted. */
  void start() {
    applier.start();
  }

  void trigger() {
    applier.trigger();
  }

  private static long generation(ChangeWindow window) {
    return Optional.ofNullable(window.getMetadata().getGeneration()).orElse(0L);
  }

  /** How far the API server enforces a window, in words. */
  WindowReconciler.Enforcement of(ChangeWindow window) {
    var enforcement = applier.enforcement();
    var name = window.getMetadata().getName();
    return switch (enforcement.of(name, generation(window))) {
      case Enforcement.Enforced e ->
          new WindowReconciler.Enforcement(
              true, "PoliciesInForce", inForce(enforcement.followedUntil().get(name)));
      case Enforcement.NotYet n ->
          new WindowReconciler.Enforcement(
              false,
              "PoliciesNotYetInForce",
              "The API server takes about two seconds to follow its new policies.");
      case Enforcement.Failed f ->
          new WindowReconciler.Enforcement(false, "PoliciesDiffer", f.message());
      case Enforcement.NeedsKubernetes136 k ->
          new WindowReconciler.Enforcement(
              false,
              "HoldNeedsKubernetes136",
              "This API server does not serve MutatingAdmissionPolicy v1, so it cannot hold;"
                  + " upgrade to Kubernetes 1.36 or set enforcement.mode to Deny.");
    };
  }

  private String inForce(@org.jspecify.annotations.Nullable Instant followedUntil) {
    return followedUntil == null
        ? "The API server enforces the window."
        : "The API server enforces the window and knows its schedule until "
            + Moments.format(followedUntil, ZoneOffset.UTC, wiring.clock.instant())
            + ".";
  }

  @Override
  public void close() {
    applier.close();
  }
}
