package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeSpec;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.WorkloadRef;
import dev.rollguard.core.change.Drafts;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.NeighbourFact;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom a change that waits for its turn has to wait for. */
class NeighbourhoodTest {
  private final Workload other = new Workload();

  private List<NeighbourFact> seen() {
    var siblings =
        new Siblings() {
          @Override
          public List<Workload> canariesOf(String namespace, String deployment) {
            return List.of();
          }

          @Override
          public Optional<Workload> find(String namespace, String name) {
            return Optional.of(other);
          }
        };
    var neighbourhood =
        new Neighbourhood(
            "shop",
            () -> List.of(released()),
            siblings,
            w -> {
              throw new AssertionError("It waits for nothing.");
            },
            Map.of());
    return neighbourhood.of(
        Drafts.change(
            "cart-b",
            "b",
            "2026-05-20T23:00:00Z",
            ChangeType.Update,
            false,
            Optional.empty(),
            List.of(),
            true));
  }

  private static Change released() {
    var change = new Change();
    change.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web-b")
            .withOwnerReferences(new OwnerReference())
            .build());
    var ref = new WorkloadRef();
    ref.setName("web");
    ref.setUid("u2");
    var spec = new ChangeSpec();
    spec.setWorkloadRef(ref);
    spec.setRequestedTime("2026-05-20T22:00:00Z");
    change.setSpec(spec);
    change.getStatus().setState(ChangeState.Released);
    change.getStatus().setWindows(List.of("dc1"));
    return change;
  }

  @Test
  void whatRollsOutIsInMotion() {
    other.setMetadata(new ObjectMetaBuilder().withName("web").withUid("u2").build());

    assertThat(seen())
        .singleElement()
        .satisfies(
            n -> assertThat(n.standing()).isInstanceOf(NeighbourFact.Standing.InMotion.class));
  }

  /** A finalizer may keep it for ever. */
  @Test
  void whatIsBeingDeletedKeepsNobodyWaiting() {
    other.setMetadata(
        new ObjectMetaBuilder()
            .withName("web")
            .withUid("u2")
            .withFinalizers("example.com/stuck")
            .withDeletionTimestamp("2026-05-20T23:30:00Z")
            .build());

    assertThat(seen()).isEmpty();
  }
}
