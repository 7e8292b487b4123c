package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.core.change.PodTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change and its way back may be recorded within one second, which is all that is stored. */
class SameSecondTest {
  private final HeldCart cart = new HeldCart();

  @AfterEach
  void close() {
    cart.close();
  }

  @Test
  void aWayBackThatIsOnRecordIsNotTakenInAgainAndAgain() {
    wentBack();
    has("a", "cart-2-hash", "Failed");
    has("b", hash(), "Completed");

    cart.look();

    assertThat(cart.server.asked("(POST|PATCH) .*/changes.*")).isEmpty();
  }

  /** It runs cart:1 again, with the operator's stamp. */
  private void wentBack() {
    var deployment = (ObjectNode) cart.server.at(HeldCart.DEPLOYMENT);
    deployment.withObject("/metadata/labels").remove("rollguard.dev/held");
    deployment
        .withObject("/metadata/annotations")
        .put("rollguard.dev/requested-by", "system:serviceaccount:rollguard:rollguard");
    deployment.withObject("/spec").put("paused", false);
    deployment
        .withObject("/spec")
        .set(
            "template",
            cart.server
                .at("/apis/apps/v1/namespaces/shop/replicasets/cart-1")
                .at("/spec/template"));
    deployment.withObject("/status").put("updatedReplicas", 1);
    cart.server.has(HeldCart.DEPLOYMENT, deployment.toString());
  }

  private String hash() {
    return PodTemplate.of(cart.server.at(HeldCart.DEPLOYMENT).at("/spec/template")).hash();
  }

  private void has(String name, String hash, String state) {
    cart.server.has(
        HeldCart.CHANGES + "/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Change",
         "metadata":{"name":"%s","namespace":"shop","creationTimestamp":"2026-05-21T08:30:00Z",
          "labels":{"rollguard.dev/workload-uid":"u1"}},
         "spec":{"workloadRef":{"name":"cart","uid":"u1"},"datacenter":"dc1","templateHash":"%s"},
         "status":{"state":"%s"}}\
        """
            .formatted(name, hash, state));
  }
}
