package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.PodTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Deployment that was scaled to 0 got has never run, so it is no way back. */
class WithoutPodsTest {
  private final HeldCart cart = new HeldCart();

  @AfterEach
  void close() {
    cart.close();
  }

  @ParameterizedTest
  @CsvSource({"Completed, Rollback", "CompletedWithoutPods, Update"})
  void aTemplateWhoseRolloutEndedWithoutPodsIsNoRollback(String ended, String type) {
    var template = cart.server.at(HeldCart.DEPLOYMENT).at("/spec/template");
    cart.server.has(
        HeldCart.CHANGES + "/before",
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Change",
         "metadata":{"name":"before","namespace":"shop","creationTimestamp":"2026-05-20T08:30:00Z",
          "labels":{"rollguard.dev/workload-uid":"u1"}},
         "spec":{"workloadRef":{"name":"cart","uid":"u1"},"datacenter":"dc1","templateHash":"%s"},
         "status":{"state":"Completed","reason":"%s"}}\
        """
            .formatted(PodTemplate.of(template).hash(), ended));
    cart.seenFault();

    cart.look();

    assertThat(cart.server.all(HeldCart.CHANGES))
        .filteredOn(c -> !c.at("/metadata/name").asText().equals("before"))
        .singleElement()
        .satisfies(c -> assertThat(c.at("/spec/type").asText()).isEqualTo(type));
  }
}
