package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.e2e.harness.Behaviour;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.Queries;
import dev.rollguard.e2e.harness.Reply;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.Template;
import dev.rollguard.e2e.harness.TemplateDraft;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that cannot answer proves nothing, and slows nothing else down. */
@Scenario
class BrokenProviderIT {
  /** A change that nobody needs to ask anything about. */
  private static final Duration UNDISTURBED = Duration.ofSeconds(15);

  /** How a Prometheus can be broken, and the words that tell it. */
  enum Break {
    UNAUTHORIZED(Reply.status(401), "401"),
    FAILING(Reply.status(503), "503"),
    A_WEB_PAGE(Reply.html("<html><body>Sign in</body></html>"), "not one of a Prometheus"),
    OTHER_JSON(Reply.json("{\"status\": \"success\"}"), "not one of a Prometheus"),
    REFUSING(
        Reply.json(
            "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"parse error\"}"),
        "parse error"),
    TOO_LARGE(Reply.megabytes(10), "larger than"),
    SLOW(Reply.series("0").after(Duration.ofMinutes(10)), "5s"),
    EMPTY(Reply.series(), "gave nothing"),
    NOT_A_NUMBER(Reply.series("NaN"), "not a number"),
    ONE_OF_TWO_NOT_A_NUMBER(Reply.series("0", "NaN"), "not a number");

    private final Reply reply;
    private final String words;

    Break(Reply reply, String words) {
      this.reply = reply;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void itHoldsTheChangeForLackOfDataAndSaysWhy(Break broken, World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var server = world.endpoint().answers(broken.reply);
    var asked = asking(world, server.url(""), t -> t);
    dc1.window(w -> w.preTest(asked));

    world.alice().setsImage(chat, "chat:42");

    var run = awaitRun(chat, CheckVerdict.NoData);
    assertThat(run.getStatus().getMessage()).contains(broken.words);
    assertHeld(chat).by("alice").because("had no data").because(broken.words);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    assertThat(server.requests()).isNotEmpty();
  }

  @Test
  void aPrometheusThatDiesUnderTheCanaryIsNoDataAndNoPass(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var own = world.metrics();
    world.traffic(chat, own).all(Behaviour.good());
    var errors =
        world.template(
            "errors",
            t ->
                t.query(Queries.CANARY_ERRORS, "value < 0.05", p -> p.setAddress(own.address()))
                    .withoutEnd());
    dc1.window(w -> w.canary(c -> c.check(errors)));
    world.alice().setsImage(chat, "chat:42");
    Expect.eventually(() ->
        assertThat(chat.runs())
            .singleElement()
            .satisfies(
                r -> assertThat(r.getStatus().getChecks().getFirst().getPassed()).isPositive()));

    own.close();

    awaitRun(chat, CheckVerdict.NoData);
    assertHeld(chat).because("had no data");
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void changesThatNeedNoChecksGoOnWhileManyWaitForASlowOne(World world) {
    var slow = world.endpoint().answers(Reply.series("0").after(Duration.ofMinutes(10)));
    var asked = asking(world, slow.url(""), t -> t.timeout("1m"));
    var waiting = world.datacenter("dc1");
    var apps =
        IntStream.range(0, 30)
            .mapToObj(i -> waiting.create("chat-" + i, "chat:41", d -> d))
            .toList();
    apps.forEach(app -> awaitRolledOut(app, "chat:41"));
    var free = world.datacenter("dc2");
    var chat = free.runs("chat:41");
    waiting.window(w -> w.preTest(asked));
    free.window();
    apps.forEach(app -> world.alice().setsImage(app, "chat:42"));
    Expect.eventually(() -> assertThat(slow.requests()).hasSizeGreaterThan(10));

    world.alice().setsImage(chat, "chat:42");

    within(UNDISTURBED, () -> assertThat(chat.rolledOut()).contains("chat:42"));
    apps.forEach(app -> assertThat(app.rolledOut()).containsExactly("chat:41"));
  }

  private static Template asking(World world, String address, UnaryOperator<TemplateDraft> edit) {
    return world.template(
        "asked",
        t ->
            edit.apply(
                t.query("errors", "value < 0.05", p -> p.setAddress(address)).initialDelay("0s")));
  }
}
