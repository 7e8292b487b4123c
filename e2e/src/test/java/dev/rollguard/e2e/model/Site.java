package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A datacenter.
 *
 * @param mover a Deployment that asks before the others, so that it is in motion when they ask, if
 *     it may
 */
public record Site(
    String datacenter,
    List<ChangeWindow> windows,
    List<DrawnFault> faults,
    Override override,
    Optional<DrawnApp> mover,
    List<DrawnApp> apps) {

  /** Whether somebody opened an override for the datacenter. */
  public enum Override {
    None,
    InForce,
    Over
  }

  /** What the operator makes of a new image, where nothing else is risky. */
  public String risk() {
    return faults.isEmpty() ? "Low" : "High";
  }

  /** Every second Deployment is in a datacenter that comes first, too. */
  public List<DrawnApp> twinsIn(String namespace) {
    return IntStream.range(0, apps.size())
        .filter(i -> i % 2 == 0)
        .mapToObj(i -> apps.get(i).twinIn(namespace))
        .toList();
  }

  /** All that was drawn, as the report of a disagreement shows it. */
  public String describe() {
    return "datacenter %s, faults %s, override %s, mover %s%s"
        .formatted(
            datacenter,
            faults,
            override,
            mover.map(DrawnApp::path).orElse("none"),
            windows.stream()
                .map(w ->
                    "\n    ChangeWindow/%s %s"
                        .formatted(w.getMetadata().getName(), Serialization.asJson(w.getSpec())))
                .collect(Collectors.joining()));
  }
}
