package dev.rollguard.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.FaultStatus;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import dev.rollguard.record.EventRecorder.Type;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 22. Events never throw; a status that was not stored is never taken for stored. */
class RecordFaultsTest {
  private static final String EVENTS = "/api/v1/namespaces/default/events";
  private static final String FAULT = "/apis/rollguard.dev/v1alpha1/faults/lb";
  private static final Instant NOW = Instant.parse("2026-05-21T09:00:00Z");

  private final FaultyApiServer server = new FaultyApiServer();
  private final EventRecorder events =
      new EventRecorder(server.client(), () -> NOW, Runnable::run, "test");
  private final StatusWriter statuses = new StatusWriter(server.client());

  @BeforeEach
  void stored() {
    server.has(
        FAULT,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault",
         "metadata":{"name":"lb"},"spec":{"datacenter":"dc1"}}\
        """);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Fault fault() {
    return server.client().resources(Fault.class).withName("lb").require();
  }

  private static FaultStatus saying(String summary) {
    var status = new FaultStatus();
    status.setSummary(summary);
    return status;
  }

  @ParameterizedTest
  @EnumSource
  void noEventThrows(Mishap mishap) {
    var fault = fault();
    server.fails(".* " + EVENTS + ".*", mishap);

    assertThatCode(
            () -> {
              events.record(fault, Type.Normal, "FaultOpened", "Once.");
              events.record(fault, Type.Normal, "FaultOpened", "Once.");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theSameEventOfALifeBeforeIsCountedOn() {
    events.record(fault(), Type.Normal, "FaultOpened", "Again.");
    var afterARestart = new EventRecorder(server.client(), () -> NOW, Runnable::run, "test");

    afterARestart.record(fault(), Type.Normal, "FaultOpened", "Again.");

    assertThat(server.all(EVENTS))
        .singleElement()
        .extracting(e -> e.path("count").asInt())
        .isEqualTo(2);
  }

  /** The API server forgets Events after an hour. */
  @Test
  void anEventThatIsForgottenIsToldAnew() {
    events.record(fault(), Type.Normal, "FaultOpened", "Again.");
    var event = server.all(EVENTS).getFirst().at("/metadata/name").asText();
    server.hasNot(EVENTS + "/" + event);

    events.record(fault(), Type.Normal, "FaultOpened", "Again.");

    assertThat(server.all(EVENTS)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "FORBIDDEN", "NOT_FOUND", "CONFLICT"})
  void aStatusThatWasNotStoredIsNotTakenForStored(Mishap mishap) {
    var fault = fault();
    server.fails("PATCH " + FAULT + "/status", mishap);

    assertThatThrownBy(() -> statuses.write(fault, saying("Open.")))
        .isInstanceOf(KubernetesClientException.class);

    server.heals();
    assertThat(statuses.write(fault(), saying("Open."))).isPresent();
    assertThat(server.at(FAULT).at("/status/summary").asText()).isEqualTo("Open.");
  }

  @Test
  void aStatusWhoseAnswerIsLostIsWrittenAgainOrFoundWritten() {
    server.fails("PATCH " + FAULT + "/status", Mishap.ANSWER_LOST, 1);

    statuses.write(fault(), saying("Open."));

    assertThat(statuses.write(fault(), saying("Open."))).as("nothing to write").isEmpty();
  }

  @Test
  void aStatusThatCountsOnIsRefusedOverWhatSomebodyElseWrote() {
    var fault = fault();
    statuses.write(fault, saying("Meanwhile."));

    assertThatThrownBy(() -> statuses.writeOver(fault, saying("One more.")))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(422));
    assertThat(statuses.writeOver(fault(), saying("One more."))).isPresent();
    assertThat(statuses.writeOver(fault(), saying("One more."))).isEmpty();
  }
}
