package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watch that brings nothing and does not end either. */
class SilentWatchTest {
  private static final String FAULTS = "/apis/rollguard.dev/v1alpha1/faults";

  private final FaultyApiServer server = new FaultyApiServer();
  private final Caches caches = new Caches(server.client());

  @BeforeEach
  void one() {
    has("one");
    caches.start().join();
    await().until(() -> server.watches().count(FAULTS) == 1);
  }

  @AfterEach
  void close() {
    caches.close();
    server.close();
  }

  private void has(String name) {
    server.has(
        FAULTS + "/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault","metadata":{"name":"%s"},
         "spec":{"datacenter":"dc1","severity":"Major","summary":"s"}}\
        """
            .formatted(name));
  }

  private List<String> known() {
    return caches.faults().stream().map(f -> f.getMetadata().getName()).sorted().toList();
  }

  @Test
  void whatItKeepsToItselfIsKnownWithTheSecondLook() {
    has("two");

    assertThat(caches.lookAgain()).as("it may only be late").isFalse();
    assertThat(caches.lookAgain()).isTrue();

    assertThat(known()).containsExactly("one", "two");
    assertThat(caches.lookAgain()).as("no news").isFalse();
    assertThat(known()).containsExactly("one", "two");
  }

  @Test
  void whatIsGoneIsGone() {
    server.hasNot(FAULTS + "/one");
    caches.lookAgain();
    assertThat(caches.lookAgain()).isTrue();

    assertThat(known()).isEmpty();
  }

  @Test
  void anEventThatWasOnlyLateCounts() {
    has("two");
    caches.lookAgain();
    server.watches().tell(FAULTS, "ADDED", server.at(FAULTS + "/two"));
    await().until(() -> known().size() == 2);

    assertThat(caches.lookAgain()).isFalse();
  }

  @Test
  void aWatchThatSpeaksAgainIsBelievedAgain() {
    has("two");
    caches.lookAgain();
    caches.lookAgain();
    server.watches().tell(FAULTS, "ADDED", server.at(FAULTS + "/two"));
    await()
        .untilAsserted(() -> {
          caches.lookAgain();
          has("three");
          server.watches().tell(FAULTS, "ADDED", server.at(FAULTS + "/three"));
          assertThat(known()).contains("one", "two", "three");
        });
  }

  @Test
  void aLookThatFailsTakesNothingAway() {
    server.fails("GET " + FAULTS, Mishap.EMPTY_OBJECT);

    assertThatThrownBy(caches::lookAgain).isInstanceOf(IllegalStateException.class);

    assertThat(known()).containsExactly("one");
  }
}
