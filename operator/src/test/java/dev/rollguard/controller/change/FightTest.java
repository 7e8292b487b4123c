package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two controllers that fight over the template of a held Deployment. */
class FightTest {
  private static final String SAME_SECOND = "2026-05-21T08:30:00Z";

  private final HeldCart cart = new HeldCart();

  @AfterEach
  void close() {
    cart.close();
  }

  private List<JsonNode> held() {
    return cart.server.all(HeldCart.CHANGES).stream()
        .filter(c -> c.at("/status/state").asText().equals("Held"))
        .filter(c -> c.at("/metadata/labels").has("rollguard.dev/active"))
        .toList();
  }

  /** Both have the stamp of one second, so the third request has the name of the first. */
  @Test
  void whatIsAskedForAgainWithinTheSecondIsHeldOnRecordAgain() {
    cart.seenFault();
    cart.look();
    var first = cart.change().at("/metadata/name").asText();
    cart.asksFor(3, SAME_SECOND);
    cart.look();

    cart.asksFor(2, SAME_SECOND);
    cart.look();

    assertThat(held())
        .singleElement()
        .extracting(c -> c.at("/metadata/name").asText())
        .isEqualTo(first);
    cart.faultGone();
    cart.look();
    assertThat(cart.isHeld()).isFalse();
  }

  private void fights(int times) {
    for (var flip = 0; flip < times; flip++) {
      cart.now = cart.now.plusMillis(1_100);
      cart.asksFor(2 + flip % 2, cart.now.toString());
      cart.look();
    }
  }

  @Test
  void aFightIsToldOnceAndTakenInSlowly() {
    cart.seenFault();

    fights(Flapping.MOST);
    cart.server.forgetsWhatWasAsked();
    fights(8);

    assertThat(cart.server.asked(".*")).as("requests for flips that are not taken in").isEmpty();
    assertThat(cart.isHeld()).isTrue();
    assertThat(events("RolloutFlapping"))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.path("message").asText()).contains("10 times").contains("alice");
          assertThat(e.path("count").asInt()).isEqualTo(1);
        });
  }

  @Test
  void whatStandsThereAfterwardsIsTakenInAndReleased() {
    cart.seenFault();
    fights(Flapping.MOST + 2);
    cart.now = cart.now.plus(Flapping.SLOWER);

    cart.look();

    assertThat(held()).hasSize(1);
    cart.faultGone();
    cart.look();
    assertThat(cart.isHeld()).isFalse();
  }

  @Test
  void aFightThatGoesOnIsToldOnceAndKeepsFewRecords() {
    cart.seenFault();

    fights(100);

    assertThat(events("RolloutFlapping"))
        .singleElement()
        .extracting(e -> e.path("count").asInt())
        .isEqualTo(1);
    assertThat(cart.server.all(HeldCart.CHANGES)).as("two are kept").hasSizeLessThan(6);
    assertThat(cart.server.asked("POST .*changes")).hasSizeLessThan(25);
  }

  /** Changes minutes apart are work, not a fight. */
  @Test
  void changesThatAreNotThatOftenAreAllTakenIn() {
    cart.seenFault();
    for (var change = 0; change < 10; change++) {
      cart.now = cart.now.plus(Duration.ofSeconds(16));
      cart.asksFor(2 + change, cart.now.toString());
      cart.look();
    }

    assertThat(cart.server.asked("POST .*changes")).hasSize(10);
    assertThat(events("RolloutFlapping")).isEmpty();
  }

  private List<JsonNode> events(String reason) {
    return cart.server.all(HeldCart.EVENTS).stream()
        .filter(e -> e.path("reason").asText().equals(reason))
        .toList();
  }
}
