package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the audit log says of a rollout: each turn in its life once, whoever looks how often. */
class RolloutAuditTest {
  private final HeldCart cart = new HeldCart();

  @AfterEach
  void close() {
    cart.close();
  }

  @Test
  void aHoldThatIsLookedAtAgainIsToldOnce() {
    cart.seenFault();

    cart.look();
    cart.now = cart.now.plus(Duration.ofMinutes(1));
    cart.look();

    var line = cart.audited.only();
    assertThat(line.path("action").asText()).isEqualTo("Held");
    assertThat(line.path("reason").asText()).isEqualTo("FaultOpen");
    assertThat(line.path("datacenter").asText()).isEqualTo("dc1");
    assertThat(line.path("namespace").asText()).isEqualTo("shop");
    assertThat(line.path("deployment").asText()).isEqualTo("cart");
    assertThat(line.path("change").asText()).isEqualTo(cart.change().at("/metadata/name").asText());
    assertThat(line.path("templateHash").asText())
        .isEqualTo(cart.change().at("/spec/templateHash").asText());
    assertThat(line.path("requestedBy").asText()).isEqualTo("alice");
    assertThat(line.path("actor").asText()).startsWith("system:serviceaccount:rollguard:");
    assertThat(line.path("windows").toString()).isEqualTo("[\"w1\"]");
    assertThat(line.path("gates").toString())
        .isEqualTo(cart.change().at("/status/gates").toString())
        .contains("Fault/lb");
  }

  @Test
  void theNextLeaderDoesNotTellItAgain() {
    cart.seenFault();
    cart.look();
    cart.nextLeader();

    cart.look();

    assertThat(cart.audited.actions()).containsExactly("Held");
  }

  @Test
  void aReleaseSaysHowLongItHadBeenHeld() {
    cart.readyToGo();
    cart.audited.forget();

    cart.look();
    cart.look();

    var line = cart.audited.only();
    assertThat(line.path("action").asText()).isEqualTo("Released");
    assertThat(line.path("reason").asText()).isEqualTo("Released");
    assertThat(line.path("heldSeconds").asLong()).isEqualTo(Duration.ofMinutes(30).toSeconds());
    assertThat(line.path("gates").toString()).contains("faults: passed");
  }

  @Test
  void whatCouldNotBeDecidedIsToldOnceAndWhatFollowsToo() {
    cart.readyToGo();
    cart.server.fails("GET " + HeldCart.FAULTS, Mishap.FORBIDDEN);
    catchThrowable(cart::look);
    catchThrowable(cart::look);
    cart.server.heals();

    cart.look();

    assertThat(cart.audited.actions()).containsExactly("Held", "Held", "Released");
    assertThat(cart.audited.all().get(1).path("reason").asText()).isEqualTo("InternalError");
  }

  @Test
  void aNewerRequestSupersedesTheOlderOne() {
    cart.seenFault();
    cart.look();
    var older = cart.change().at("/metadata/name").asText();

    cart.asksFor(3, "2026-05-21T08:59:00Z");
    cart.look();

    assertThat(cart.audited.actions()).containsExactlyInAnyOrder("Held", "Superseded", "Held");
    assertThat(cart.audited.all())
        .filteredOn(l -> l.path("action").asText().equals("Superseded"))
        .singleElement()
        .satisfies(l -> {
          assertThat(l.path("change").asText()).isEqualTo(older);
          assertThat(l.path("actor").asText()).isEqualTo("alice");
        });
  }

  @Test
  void aFaultInARolloutAndItsEndAreTold() {
    cart.readyToGo();
    cart.look();
    cart.audited.forget();
    cart.seenFault();

    cart.look();
    cart.look();

    assertThat(cart.audited.only().path("action").asText()).isEqualTo("PausedByFault");
    cart.faultGone();
    cart.look();
    runs(cart.server);
    cart.look();
    cart.look();
    assertThat(cart.audited.actions()).containsExactly("PausedByFault", "Released", "Completed");
  }

  private static void runs(FaultyApiServer server) {
    var running = server.at(HeldCart.DEPLOYMENT).deepCopy();
    ((ObjectNode) running.at("/status"))
        .put("observedGeneration", running.at("/metadata/generation").asLong())
        .put("updatedReplicas", 1);
    server.has(HeldCart.DEPLOYMENT, running.toString());
  }
}
