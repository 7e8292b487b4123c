package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 22. Whatever becomes of a watch, the caches catch up. */
class CachesFaultsTest {
  private static final String FAULTS = "/apis/rollguard.dev/v1alpha1/faults";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final FaultyApiServer server = new FaultyApiServer();
  private final Caches caches = new Caches(server.client());

  @BeforeEach
  void one() {
    has("one");
  }

  @AfterEach
  void close() {
    caches.close();
    server.close();
  }

  private void start() {
    caches.start().join();
    await().until(() -> server.watches().count(FAULTS) == 1);
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

  private void awaitKnown(String... names) {
    await().atMost(SOON).untilAsserted(() -> assertThat(known()).containsExactly(names));
  }

  @Test
  void aWatchThatIsCutIsOpenedAgainFromWhereItWas() {
    start();
    server.watches().cut(FAULTS);
    await().atMost(SOON).until(() -> server.watches().count(FAULTS) == 1);

    has("two");
    server.watches().tell(FAULTS, "ADDED", server.at(FAULTS + "/two"));

    awaitKnown("one", "two");
    assertThat(server.asked("WATCH " + FAULTS)).hasSize(2);
  }

  /** What came and went meanwhile is in no event any more. */
  @Test
  void after410EverythingIsListedAnew() {
    start();
    server.hasNot(FAULTS + "/one");
    has("two");

    server.watches().gone(FAULTS);

    awaitKnown("two");
    await().atMost(SOON).until(() -> server.watches().count(FAULTS) == 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "WEB_PAGE", "CUT_JSON", "NOTHING"})
  void aListThatFailsAfter410IsAskedForUntilItComes(Mishap mishap) {
    start();
    has("two");
    server.forgetsWhatWasAsked();
    server.fails("GET " + FAULTS, mishap);
    server.watches().gone(FAULTS);
    await().atMost(SOON).until(() -> server.asked("GET " + FAULTS).size() > 2);
    assertThat(known()).as("what was known stays known").containsExactly("one");

    server.heals();

    awaitKnown("one", "two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "{}",
        "{\"type\":\"ADDED\"}",
        "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Fault\",\"apiVersion\":\"rollguard.dev/v1alpha1\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"severity\":\"None\"}}}",
        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":500}}"
      })
  void anEventThatCannotBeReadDoesNotEndTheWatch(String garbage) {
    start();
    server.watches().say(FAULTS, garbage);

    has("two");

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          server.watches().tell(FAULTS, "MODIFIED", server.at(FAULTS + "/two"));
          assertThat(known()).contains("one", "two");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "NOT_FOUND", "WEB_PAGE", "ANSWER_LOST"})
  void whatCannotBeListedAtTheStartIsNotCalledSyncedAndComesLater(Mishap mishap) {
    server.fails("GET " + FAULTS, mishap);
    var started = caches.start();
    await().atMost(SOON).until(() -> server.asked("GET " + FAULTS).size() > 2);
    assertThat(caches.unsynced()).contains("Fault");
    assertThat(started).isNotDone();

    server.heals();

    await().atMost(SOON).until(started::isDone);
    assertThat(caches.unsynced()).isEmpty();
    awaitKnown("one");
  }
}
