package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/**
 * Whether a datacenter is one that anybody knows: its name is only a label, and easily mistyped.
 */
final class Datacenters {
  private Datacenters() {}

  /**
   * @param own the window that names it because it was just written
   */
  static Optional<String> warning(Session session, String datacenter, ChangeWindow own) {
    try {
      return named(session, datacenter, own)
          ? Optional.empty()
          : Optional.of(
              "No Namespace and no other ChangeWindow names the datacenter %s; check its name."
                  .formatted(datacenter));
    } catch (KubernetesClientException who) {
      // Who may not look around is not warned.
      return Optional.empty();
    }
  }

  private static boolean named(Session session, String datacenter, ChangeWindow own) {
    var windows = session.client().resources(ChangeWindow.class).list().getItems();
    return windows.stream()
            .filter(w -> !own.getMetadata().getName().equals(w.getMetadata().getName()))
            .anyMatch(w -> datacenter.equals(w.getSpec().getDatacenter()))
        || !session
            .client()
            .resources(Namespace.class)
            .withLabel(Labels.DATACENTER, datacenter)
            .list(new ListOptionsBuilder().withLimit(1L).build())
            .getItems()
            .isEmpty();
  }
}
