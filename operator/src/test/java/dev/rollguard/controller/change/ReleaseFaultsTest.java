package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollguard.core.gate.Reason;
import dev.rollguard.faults.Mishap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 22. No release is sent unless the API server itself has just said that it may be. */
class ReleaseFaultsTest {
  private final HeldCart cart = new HeldCart();

  @AfterEach
  void close() {
    cart.close();
  }

  static Stream<Arguments> everyReadThatFails() {
    var reads = List.of(HeldCart.WINDOWS, HeldCart.FAULTS, HeldCart.NAMESPACE, HeldCart.CHANGES);
    return reads.stream()
        .flatMap(read -> Stream.of(Mishap.values()).map(m -> Arguments.of(read, m)));
  }

  @ParameterizedTest
  @MethodSource("everyReadThatFails")
  void whatCannotBeReadIsNotReleasedAndSaysSo(String read, Mishap mishap) {
    cart.readyToGo();
    cart.unseenFault();
    cart.server.fails("GET " + read, mishap);

    assertThatThrownBy(cart::look).as("it is tried again").isInstanceOf(RuntimeException.class);

    assertThat(cart.server.asked(HeldCart.RELEASE)).isEmpty();
    assertThat(cart.isHeld()).isTrue();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Held");
    assertThat(cart.change().at("/status/reason").asText()).isEqualTo("InternalError");
    assertThat(cart.change().at("/status/message").asText()).endsWith(".").doesNotContain("\n");
    assertThat(cart.condition()).isEqualTo("True InternalError");
    assertThat(cart.countedHolds).containsExactly(Reason.InternalError);
  }

  @ParameterizedTest
  @MethodSource("everyReadThatFails")
  void whatCannotBeReadIsReleasedOnceItCan(String read, Mishap mishap) {
    cart.readyToGo();
    cart.server.fails("GET " + read, mishap);
    catchThrowable(cart::look);
    cart.server.heals();

    cart.look();

    assertThat(cart.isHeld()).isFalse();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
    assertThat(cart.condition()).isEqualTo("False Released");
    assertThat(cart.countedReleases).containsExactly(Reason.Released);
  }

  @Test
  void aFaultThatNoWatchToldOfHolds() {
    cart.readyToGo();
    cart.unseenFault();

    cart.look();

    assertThat(cart.server.asked(HeldCart.RELEASE)).isEmpty();
    assertThat(cart.change().at("/status/reason").asText()).isEqualTo("FaultOpen");
  }

  @Test
  void aCancellationThatNoWatchToldOfBeatsTheRelease() {
    cart.readyToGo();
    cart.unseenCancellation();

    cart.look();

    assertThat(cart.server.at(HeldCart.DEPLOYMENT).at("/spec/template").toString())
        .contains("cart:1");
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Cancelled");
    assertThat(cart.change().at("/status/message").asText())
        .startsWith("Cancelled by bob: not today.");
    assertThat(cart.countedReleases).isEmpty();
  }

  /** The client asks again: 500 once, or 429 once with the second that it asks for. */
  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "ANSWER_LOST"})
  void oneReadThatFailsOnceIsAskedAgain(Mishap mishap) {
    cart.readyToGo();
    cart.server.fails("GET " + HeldCart.FAULTS, mishap, 1);

    cart.look();

    assertThat(cart.server.asked("GET " + HeldCart.FAULTS)).hasSize(2);
    assertThat(cart.server.asked(HeldCart.RELEASE)).hasSize(1);
    assertThat(cart.isHeld()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "FORBIDDEN"})
  void aReleaseThatIsRefusedIsNotRecordedAndTriedAgain(Mishap mishap) {
    cart.readyToGo();
    cart.server.fails(HeldCart.RELEASE, mishap);

    assertThatThrownBy(cart::look).isInstanceOf(RuntimeException.class);

    assertThat(cart.isHeld()).isTrue();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Held");
    cart.server.heals();
    cart.look();
    assertThat(cart.isHeld()).isFalse();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
  }

  /** Others wait for its turn: it is not theirs to wait until somebody mends a rule. */
  @Test
  void whoHasATurnAndIsRefusedGivesItBackAndIsTriedAgainAMinuteLater() {
    cart.readyToGo();
    cart.oneAtATime();
    cart.server.fails(HeldCart.RELEASE, Mishap.FORBIDDEN);

    assertThatThrownBy(cart::look).isInstanceOf(RuntimeException.class);
    cart.look();

    assertThat(cart.server.asked(HeldCart.RELEASE)).hasSize(1);
    assertThat(cart.change().at("/status").has("turnTime")).isFalse();
    assertThat(cart.change().at("/status/reason").asText()).isEqualTo("ReleaseRefused");
    assertThat(cart.condition()).isEqualTo("True ReleaseRefused");
    assertThat(cart.countedHolds).containsExactly(Reason.ReleaseRefused);
    cart.server.heals();
    cart.now = HeldCart.NOW.plusSeconds(61);
    cart.look();
    assertThat(cart.isHeld()).isFalse();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
    assertThat(cart.change().at("/status").has("refusedTime")).isFalse();
  }

  @Test
  void aReleaseWhoseAnswerIsLostIsFoundDoneAndRecordedOnce() {
    cart.readyToGo();
    cart.server.fails(HeldCart.RELEASE, Mishap.ANSWER_LOST, 1);

    cart.look();

    assertThat(cart.isHeld()).isFalse();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
    assertThat(cart.condition()).isEqualTo("False Released");
    assertThat(cart.countedReleases).containsExactly(Reason.Released);
  }

  /** Every try's answer is lost: only the next look can know. */
  @Test
  void aReleaseOfWhichNothingIsHeardIsRecordedWithTheNextLook() {
    cart.readyToGo();
    cart.server.fails("(PATCH|GET) " + HeldCart.DEPLOYMENT, Mishap.ANSWER_LOST);
    catchThrowable(cart::look);
    cart.server.heals();

    cart.look();

    assertThat(cart.isHeld()).isFalse();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
    assertThat(cart.condition()).isEqualTo("False Released");
  }

  /** The record of the release comes after it: meanwhile the policy still admits a cancellation. */
  @Test
  void aCancellationBetweenTheReleaseAndItsRecordIsCarriedOutAsARevert() {
    cart.readyToGo();
    cart.server.fails("PATCH " + HeldCart.CHANGES + "/.*/status", Mishap.FORBIDDEN);
    catchThrowable(cart::look);
    assertThat(cart.isHeld()).isFalse();
    cart.server.heals();
    cart.seenCancellation();

    catchThrowable(cart::look);

    assertThat(cart.server.at(HeldCart.DEPLOYMENT).at("/spec/template").toString())
        .contains("cart:1");
    assertThat(cart.server.all(HeldCart.CHANGES))
        .filteredOn(c -> c.at("/status/reason").asText().equals("Reverted"))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.at("/status/state").asText()).isEqualTo("Failed");
          assertThat(c.at("/status/message").asText()).startsWith("Reverted by bob: not today.");
        });
  }

  @Test
  void aConflictMakesItLookAgainAndAFaultOfMeanwhileHolds() {
    cart.readyToGo();
    cart.server.fails(HeldCart.RELEASE, Mishap.CONFLICT, 1);

    cart.look();

    assertThat(cart.server.asked("GET " + HeldCart.FAULTS)).as("decided twice").hasSize(2);
    assertThat(cart.server.asked(HeldCart.RELEASE)).hasSize(2);
    assertThat(cart.isHeld()).isFalse();
  }

  @Test
  void aDeploymentThatIsGoneEndsTheMatter() {
    cart.readyToGo();
    cart.server.fails("(PATCH|GET) " + HeldCart.DEPLOYMENT, Mishap.NOT_FOUND);

    var control = cart.look();

    assertThat(control.isNoUpdate()).isTrue();
    assertThat(cart.countedReleases).isEmpty();
  }
}
