package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.NOW;
import static dev.rollguard.policy.Inputs.input;
import static dev.rollguard.policy.Inputs.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.schedule.Schedule;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 22. A policy that could not be written or seen is not called enforced; it is tried again. */
class PolicyFaultsTest {
  private static final String API = "/apis/admissionregistration.k8s.io/v1";
  private static final String POLICIES = API + "/validatingadmissionpolicies";
  private static final String BINDINGS = API + "/validatingadmissionpolicybindings";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final FaultyApiServer server = new FaultyApiServer();
  private final PolicyApplier applier =
      new PolicyApplier(
          server.client(),
          () -> input(now.get(), window("denies", "dc1", Mode.Deny, Schedule.always())),
          now::get,
          () -> true,
          () -> {});

  @BeforeEach
  void discovery() {
    server.has(API, "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":[]}");
  }

  @AfterEach
  void close() {
    applier.close();
    server.close();
  }

  private Enforcement.State state() {
    return applier.enforcement().of("denies", 1);
  }

  private void awaitEnforced() {
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          now.updateAndGet(t -> t.plusSeconds(1));
          applier.trigger();
          assertThat(state()).isEqualTo(new Enforcement.Enforced());
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "FORBIDDEN", "ANSWER_LOST", "WEB_PAGE"})
  void aPolicyThatCannotBeWrittenIsSaidAndTriedAgain(Mishap mishap) {
    server.fails("POST .*", mishap);
    applier.start();

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          now.updateAndGet(t -> t.plusSeconds(1));
          assertThat(server.asked("POST .*")).hasSizeGreaterThan(2);
        });
    assertThat(state()).isNotInstanceOf(Enforcement.Enforced.class);
    server.heals();

    awaitEnforced();
    assertThat(server.all(POLICIES)).hasSize(1);
  }

  @Test
  void aPolicyThatIsNotThereIsNotBound() {
    server.fails("POST " + POLICIES, Mishap.FORBIDDEN);
    applier.start();

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          now.updateAndGet(t -> t.plusSeconds(1));
          assertThat(server.asked("POST " + POLICIES)).hasSizeGreaterThan(2);
        });
    assertThat(server.asked("POST " + BINDINGS)).isEmpty();
    server.heals();

    awaitEnforced();
    assertThat(server.all(BINDINGS)).isNotEmpty();
  }

  @Test
  void aRefusalIsSaidInTheWordsOfTheApiServer() {
    server.fails("POST .*", Mishap.FORBIDDEN);
    applier.start();

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(state())
                .isInstanceOfSatisfying(
                    Enforcement.Failed.class,
                    f -> assertThat(f.message()).contains("Forbidden by design").endsWith(".")));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "NOT_FOUND", "WEB_PAGE", "ANSWER_LOST"})
  void policiesThatCannotBeSeenAreNotCalledEnforcedForLong(Mishap mishap) {
    applier.start();
    awaitEnforced();
    server.fails("GET " + POLICIES, mishap);

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          now.updateAndGet(t -> t.plusSeconds(5));
          applier.trigger();
          assertThat(state())
              .isInstanceOfSatisfying(
                  Enforcement.Failed.class,
                  f -> assertThat(f.message()).contains("cannot be read"));
        });

    server.heals();
    awaitEnforced();
  }

  /** What is there under that name is taken over, not made twice. */
  @Test
  void aListThatLiesEmptyMakesNothingTwice() {
    applier.start();
    awaitEnforced();
    server.fails("GET " + POLICIES, Mishap.EMPTY_OBJECT, 3);

    applier.trigger();
    await().atMost(SOON).until(() -> server.asked("GET " + POLICIES).size() > 4);

    awaitEnforced();
    assertThat(server.all(POLICIES)).hasSize(1);
  }

  @Test
  void aConflictIsLookedAtAgain() {
    applier.start();
    awaitEnforced();
    var name = server.all(POLICIES).getFirst().at("/metadata/name").asText();
    var changed = server.at(POLICIES + "/" + name).deepCopy();
    ((com.fasterxml.jackson.databind.node.ObjectNode) changed.path("spec"))
        .put("failurePolicy", "Ignore");
    server.has(POLICIES + "/" + name, changed.toString());
    server.fails("PUT .*", Mishap.CONFLICT, 2);

    await()
        .atMost(SOON)
        .until(() ->
            server.at(POLICIES + "/" + name).at("/spec/failurePolicy").asText().equals("Fail"));
    awaitEnforced();
  }
}
