package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.ObjectRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;

/** Samples to take, for runs in namespace shop. */
final class Shots {
  /** When the fake API server creates everything. */
  static final Instant NOW = Instant.parse("2026-05-21T08:00:00Z");

  private Shots() {}

  static Probe.Shot aboutChange(String run) {
    return new Probe.Shot(run(run), "smoke", 0, NOW, NOW);
  }

  static Probe.Shot aboutFault(String run) {
    var verification = run(run);
    verification.getMetadata().setNamespace("rollguard");
    var fault = new ObjectRef();
    fault.setName("lb");
    verification.getSpec().setFaultRef(fault);
    return new Probe.Shot(verification, "smoke", 0, NOW, NOW);
  }

  private static CheckRun run(String name) {
    var run = new CheckRun();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-of-" + name)
            .build());
    return run;
  }
}
