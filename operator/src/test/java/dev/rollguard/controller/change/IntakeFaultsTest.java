package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.faults.Mishap;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 22. A request that cannot be read or recorded stays held, and comes on record once. */
class IntakeFaultsTest {
  private static final String REPLICA_SETS = "/apis/apps/v1/namespaces/shop/replicasets";
  private static final String CREATE = "POST " + HeldCart.CHANGES;
  private static final String STATUS = "PATCH " + HeldCart.CHANGES + "/.*/status";

  private final HeldCart cart = new HeldCart();

  @AfterEach
  void close() {
    cart.close();
  }

  static Stream<Arguments> everyReadThatFails() {
    return Stream.of(HeldCart.CHANGES, REPLICA_SETS, HeldCart.DEPLOYMENT)
        .flatMap(read -> Stream.of(Mishap.values()).map(m -> Arguments.of(read, m)))
        .filter(a -> !(a.get()[0].equals(HeldCart.DEPLOYMENT) && a.get()[1] == Mishap.NOT_FOUND));
  }

  @ParameterizedTest
  @MethodSource("everyReadThatFails")
  void whatCannotBeReadStaysHeldAndSaysSoAndIsTakenInOnceItCan(String read, Mishap mishap) {
    cart.seenFault();
    cart.server.fails("GET " + read, mishap);

    assertThatThrownBy(cart::look).as("it is tried again").isInstanceOf(RuntimeException.class);

    assertThat(cart.isHeld()).isTrue();
    assertThat(cart.server.asked("POST .*changes")).as("no Change from half the truth").isEmpty();
    assertThat(cart.condition()).isEqualTo("True InternalError");
    cart.server.heals();
    cart.look();
    assertThat(cart.change().at("/status/reason").asText()).isEqualTo("FaultOpen");
    assertThat(cart.condition()).isEqualTo("True FaultOpen");
  }

  /** Whoever resets managedFields leaves no stamp; the record takes the time of the look. */
  @Test
  void aHoldWithoutAStampComesOnRecordOnce() {
    cart.seenFault();
    cart.asksFor(2, "");

    cart.look();
    cart.look();

    assertThat(cart.change().at("/spec/requestedTime").asText()).isEqualTo("2026-05-21T09:00:00Z");
    assertThat(cart.server.asked(CREATE)).hasSize(1);
    assertThat(cart.condition()).isEqualTo("True FaultOpen");
  }

  /** Scaled down for the moment of the request, it would look harmless. */
  @Test
  void theRiskIsThatOfThePodsThatStillRun() {
    cart.seenFault();
    var running = cart.server.at(REPLICA_SETS + "/cart-1").deepCopy();
    ((ObjectNode) running.at("/spec")).put("replicas", 60);
    cart.server.has(REPLICA_SETS + "/cart-1", running.toString());

    cart.look();

    assertThat(cart.assessed)
        .singleElement()
        .satisfies(f -> assertThat(f.blast().replicas()).isEqualTo(60));
  }

  /** It is gone: nothing is to be held any more. */
  @Test
  void aDeploymentThatIsGoneIsNotTakenIn() {
    cart.server.fails("GET " + HeldCart.DEPLOYMENT, Mishap.NOT_FOUND);

    cart.look();

    assertThat(cart.server.asked(CREATE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "FORBIDDEN", "ANSWER_LOST"})
  void aChangeThatCannotBeCreatedIsCreatedOnceWhenItCan(Mishap mishap) {
    cart.seenFault();
    cart.server.fails(CREATE, mishap);
    catchThrowable(cart::look);
    assertThat(cart.isHeld()).isTrue();
    cart.server.heals();

    cart.look();

    assertThat(cart.change().at("/spec/requestedBy").asText()).isEqualTo("alice");
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Held");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "CONFLICT", "ANSWER_LOST"})
  void aStatusThatCannotBeWrittenIsWrittenWhenItCan(Mishap mishap) {
    cart.seenFault();
    cart.server.fails(STATUS, mishap);
    catchThrowable(cart::look);
    assertThat(cart.isHeld()).isTrue();
    cart.server.heals();

    cart.look();

    assertThat(cart.change().at("/status/reason").asText()).isEqualTo("FaultOpen");
  }

  @Test
  void aReleaseIsRecordedWhenItsRecordCanBeWritten() {
    cart.readyToGo();
    cart.server.fails(STATUS, Mishap.SERVER_ERROR);
    assertThatThrownBy(cart::look).isInstanceOf(RuntimeException.class);
    assertThat(cart.isHeld()).as("released before its record").isFalse();
    cart.server.heals();

    cart.look();

    assertThat(cart.server.asked(HeldCart.RELEASE)).as("released once").hasSize(1);
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
    assertThat(cart.condition()).isEqualTo("False Released");
  }

  /** A Change carries its assessment from the first moment on. */
  @Test
  void aChangeIsAssessedByWhatItsIntakeReadAndCarriesTheAnswer() {
    cart.server.has(
        HeldCart.CHANGES + "/failed",
        finished("failed")
            .replace("\"Superseded\"", "\"Failed\",\"completedTime\":\"2026-05-21T06:00:00Z\""));
    cart.seenFault();
    cart.server.forgetsWhatWasAsked();

    cart.look();

    var fact = cart.assessed.getLast();
    assertThat(fact.template().imageOnly()).isTrue();
    assertThat(fact.blast().replicas()).isEqualTo(1);
    assertThat(fact.past().openFaults()).isEqualTo(1);
    assertThat(fact.past().sinceFailure()).contains(Duration.ofHours(3));
    assertThat(fact.past().sinceChange()).contains(Duration.ofHours(1));
    assertThat(cart.server.asked("GET .*/(deployments/cart|replicasets|changes)"))
        .as("no more reads than before")
        .hasSize(3);
    assertThat(cart.server.asked(CREATE).getFirst().body())
        .contains("rollguard.dev/assessment")
        .contains("Medium")
        .contains("so say the rules.");
  }

  /** Around the gate everything fails open. */
  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "ANSWER_LOST"})
  void whatOnlyTellsStopsNeitherAHoldNorARelease(Mishap mishap) {
    cart.server.fails(".* " + HeldCart.EVENTS + ".*", mishap);
    cart.server.fails("PATCH " + HeldCart.DEPLOYMENT + "/status", mishap);
    cart.seenFault();

    cart.look();

    assertThat(cart.isHeld()).isTrue();
    assertThat(cart.change().at("/status/reason").asText()).isEqualTo("FaultOpen");
    cart.faultGone();
    cart.look();
    assertThat(cart.isHeld()).isFalse();
    assertThat(cart.change().at("/status/state").asText()).isEqualTo("Released");
  }

  /** Old Changes that cannot be tidied up stop nothing. */
  @Test
  void oldRecordsThatCannotBeRemovedStopNothing() {
    for (var old = 1; old <= 4; old++) {
      cart.server.has(HeldCart.CHANGES + "/old-" + old, finished("old-" + old));
    }
    cart.server.fails("DELETE .*", Mishap.FORBIDDEN);

    cart.look();

    assertThat(cart.server.asked("DELETE .*changes.*")).isNotEmpty();
    assertThat(cart.isHeld()).isFalse();
  }

  private static String finished(String name) {
    return """
    {"apiVersion":"rollguard.dev/v1alpha1","kind":"Change",
     "metadata":{"name":"%s","namespace":"shop","labels":{"rollguard.dev/workload-uid":"u1"}},
     "spec":{"workloadRef":{"name":"cart","uid":"u1"},"datacenter":"dc1","templateHash":"abc",
       "requestedBy":"bob","requestedTime":"2026-05-20T08:00:00Z","type":"Update"},
     "status":{"state":"Superseded"}}\
    """
        .formatted(name);
  }
}
