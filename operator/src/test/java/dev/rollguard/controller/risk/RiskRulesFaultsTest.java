package dev.rollguard.controller.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.risk.Facts;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import dev.rollguard.observe.RuleBook;
import dev.rollguard.record.EventRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of the ConfigMap and of the API server, the last good rules judge. */
class RiskRulesFaultsTest {
  private static final String MAPS = "/api/v1/namespaces/rollguard/configmaps";
  private static final String GIVEN = MAPS + "/rollguard-risk-rules";
  private static final String ACCEPTED = MAPS + "/rollguard-risk-rules-accepted";
  private static final String EVENTS = "/api/v1/namespaces/rollguard/events";
  private static final String GOOD = "- {name: good, risk: High, when: 'true', reason: r}";
  private static final String BETTER = "- {name: better, risk: Medium, when: 'true', reason: r}";
  private static final String BAD = "- {name: bad, risk: Low, when: 'true &&', reason: r}";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final FaultyApiServer server = new FaultyApiServer();
  private final AtomicBoolean leading = new AtomicBoolean(true);
  private RuleBook book = book();
  private RiskRulesController controller = controller();

  RiskRulesFaultsTest() {
    has(ACCEPTED, "{}");
  }

  @AfterEach
  void close() {
    book.close();
    server.close();
  }

  private RuleBook book() {
    return book(Runnable::run);
  }

  private RuleBook book(Executor compiler) {
    return new RuleBook(server.client(), "rollguard", "rollguard-risk-rules", compiler);
  }

  private RiskRulesController controller() {
    return new RiskRulesController(
        new RiskRulesController.Needs(
            server.client(),
            book,
            new EventRecorder(
                server.client(), () -> Instant.parse("2026-05-21T09:00:00Z"), Runnable::run, "t"),
            Runnable::run,
            leading::get));
  }

  private void start() {
    book.onChange(controller::trigger);
    book.start().join();
    await().atMost(SOON).until(() -> server.watches().count(MAPS) == 2);
  }

  /** Another process takes over, and knows nothing but what is stored. */
  private void restart() {
    book.close();
    server.watches().cut(MAPS);
    book = book();
    controller = controller();
    book.onChange(controller::trigger);
    book.start().join();
  }

  private void has(String path, String data) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    server.has(
        path,
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"rollguard"},"data":%s}\
        """
            .formatted(name, data));
  }

  private void given(String rules) {
    has(GIVEN, "{\"rules.yaml\":\"%s\"}".formatted(rules));
  }

  private void becomes(String rules) {
    given(rules);
    server.watches().tell(MAPS, "MODIFIED", server.at(GIVEN));
  }

  private Assessment assessed() {
    return book.assess(Facts.dull().fact());
  }

  private String accepted() {
    return server.at(ACCEPTED).at("/data").path("rules.yaml").asText();
  }

  private long told(String reason) {
    return server.all(EVENTS).stream().filter(e -> reason(e).equals(reason)).count();
  }

  private static String reason(JsonNode event) {
    return event.path("reason").asText();
  }

  private void awaitInvalid() {
    await().atMost(SOON).until(() -> !book.valid());
    await().atMost(SOON).until(() -> told("RiskRulesInvalid") == 1);
  }

  @Test
  void rulesThatCompileCountAndAreKept() {
    given(GOOD);

    start();

    assertThat(assessed()).isEqualTo(new Assessment(Risk.High, List.of("good (High): r.")));
    assertThat(book.valid()).isTrue();
    assertThat(accepted()).isEqualTo(GOOD);
    assertThat(told("RiskRulesAccepted")).isEqualTo(1);
  }

  @Test
  void rulesWithAnErrorAreRefusedWithTheirPlaceAndTheOldOnesStay() {
    given(GOOD);
    start();

    becomes(BAD);

    awaitInvalid();
    assertThat(assessed().risk()).isEqualTo(Risk.High);
    assertThat(accepted()).isEqualTo(GOOD);
    var event =
        server.all(EVENTS).stream().filter(e -> reason(e).equals("RiskRulesInvalid")).findFirst();
    assertThat(event.orElseThrow().at("/involvedObject/name").asText())
        .isEqualTo("rollguard-risk-rules");
    assertThat(event.orElseThrow().path("type").asText()).isEqualTo("Warning");
    assertThat(event.orElseThrow().path("message").asText())
        .startsWith("The old rules stay in force. Rule bad, when: \"true &&\" is not CEL")
        .contains("(1:8: ");
  }

  @Test
  void theOldRulesStayOverARestart() {
    given(GOOD);
    start();
    becomes(BAD);
    awaitInvalid();

    restart();

    assertThat(book.valid()).isFalse();
    assertThat(assessed().risk()).isEqualTo(Risk.High);
  }

  @Test
  void rulesThatAreMendedCount() {
    given(GOOD);
    start();
    becomes(BAD);
    awaitInvalid();

    becomes(BETTER);

    await().atMost(SOON).until(book::valid);
    assertThat(assessed().risk()).isEqualTo(Risk.Medium);
    await().atMost(SOON).until(() -> accepted().equals(BETTER));
  }

  @Test
  void aMapThatIsDeletedLeavesTheOldRulesInForce() {
    given(GOOD);
    start();
    var map = server.at(GIVEN);
    server.hasNot(GIVEN);

    server.watches().tell(MAPS, "DELETED", map);

    await().atMost(SOON).until(() -> !book.valid());
    assertThat(assessed().risk()).isEqualTo(Risk.High);
    restart();
    assertThat(assessed().risk()).isEqualTo(Risk.High);
  }

  @Test
  void withoutRulesThatEverCompiledEveryChangeIsCriticalAndSaysWhy() {
    given(BAD);

    start();

    assertThat(assessed().risk()).isEqualTo(Risk.Critical);
    assertThat(assessed().reasons().getFirst())
        .startsWith("no rules about risk are in force, so it counts as Critical: Rule bad, when:");
    assertThat(accepted()).isEmpty();
  }

  @Test
  void beforeAnythingIsReadEveryChangeIsCritical() {
    assertThat(assessed().risk()).isEqualTo(Risk.Critical);
    assertThat(book.valid()).isFalse();
  }

  @Test
  void theStartDoesNotWaitUntilTheRulesAreCompiledButAnAssessmentDoes() {
    given(GOOD);
    var compilation = new CompletableFuture<Runnable>();
    book.close();
    book = book(compilation::complete);

    book.start().join();
    var assessment = CompletableFuture.supplyAsync(this::assessed);

    assertThat(book.valid()).isFalse();
    assertThat(assessment).isNotDone();
    compilation.join().run();
    assertThat(assessment.join().risk()).isEqualTo(Risk.High);
  }

  @Test
  void whatWasKeptAndDoesNotCompileAnyMoreCountsAsNone() {
    given(BAD);
    has(ACCEPTED, "{\"rules.yaml\":\"%s\"}".formatted(BAD));

    start();

    assertThat(assessed().risk()).isEqualTo(Risk.Critical);
  }

  @Test
  void whoDoesNotLeadWritesNothingButJudges() {
    leading.set(false);
    given(GOOD);

    start();

    assertThat(assessed().risk()).isEqualTo(Risk.High);
    assertThat(server.asked("(PATCH|POST) .*")).isEmpty();
    leading.set(true);
    controller.trigger();
    assertThat(accepted()).isEqualTo(GOOD);
  }

  @Test
  void theSameIsNeitherWrittenNorToldTwice() {
    given(GOOD);
    start();
    controller.trigger();
    becomes(BAD);
    awaitInvalid();
    server.forgetsWhatWasAsked();

    controller.trigger();
    controller.trigger();

    assertThat(server.asked("(PATCH|POST) .*")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "TOO_MANY_REQUESTS"})
  void whatCannotBeKeptCountsNeverthelessAndIsKeptLater(Mishap mishap) {
    given(GOOD);
    server.fails("PATCH " + ACCEPTED, mishap);
    start();
    assertThat(assessed().risk()).isEqualTo(Risk.High);
    assertThat(accepted()).isEmpty();
    server.heals();

    controller.trigger();

    assertThat(accepted()).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "WEB_PAGE", "ANSWER_LOST"})
  void whatCannotBeReadIsNotCalledReadAndComesLater(Mishap mishap) {
    given(GOOD);
    server.fails("GET " + MAPS, mishap);
    var started = book.start();
    await().atMost(SOON).until(() -> server.asked("GET " + MAPS).size() > 2);
    assertThat(book.unsynced()).isNotEmpty();
    assertThat(assessed().risk()).isEqualTo(Risk.Critical);
    server.heals();

    await().atMost(SOON).until(started::isDone);

    assertThat(book.unsynced()).isEmpty();
    assertThat(assessed().risk()).isEqualTo(Risk.High);
  }

  @Test
  void after410TheRulesAreReadAnew() {
    given(GOOD);
    start();
    given(BETTER);

    server.watches().gone(MAPS);

    await().atMost(SOON).until(() -> assessed().risk() == Risk.Medium);
  }
}
