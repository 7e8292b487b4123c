package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.HttpCheck;
import dev.rollguard.api.v1alpha1.HttpHeader;
import dev.rollguard.api.v1alpha1.Redirects;
import dev.rollguard.api.v1alpha1.SecretRef;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Reply;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A server is asked as safely as a browser would ask it, and its answer is what counts. */
@Scenario
class HttpCheckIT {
  private static final String TOKEN = "s3cr3t-t0ken";
  private static final Reply READY = Reply.json("{\"ready\": true}");

  @Test
  void aServersAnswerIsJudgedByWhatItSays(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var server = world.endpoint().answers(READY);
    ask(world, chat, server.url("/ready/${deployment}"), h -> h.setPass("json.ready"));

    world.alice().setsImage(chat, "chat:42");

    awaitRolledOut(chat, "chat:42");
    assertThat(server.requests()).hasSize(3).allMatch(r -> r.path().equals("/ready/chat"));
  }

  @Test
  void anAnswerThatIsNotAsItShouldBeFails(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var server = world.endpoint().answers(Reply.json("{\"ready\": false}"));
    ask(world, chat, server.url("/"), h -> h.setPass("json.ready"));

    world.alice().setsImage(chat, "chat:42");

    awaitRun(chat, CheckVerdict.Fail);
    assertHeld(chat).by("alice").because("failed");
  }

  @Test
  void aTokenFromASecretIsSentAndNowhereToBeSeen(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var server = world.endpoint().answers(Reply.status(401));
    var token = world.secret("token", "Bearer " + TOKEN);
    ask(world, chat, server.url("/"), h -> h.setHeaders(List.of(header(token))));

    world.alice().setsImage(chat, "chat:42");

    var run = awaitRun(chat, CheckVerdict.Fail);
    assertThat(server.requests().getFirst().headers().getFirst("Authorization"))
        .isEqualTo("Bearer " + TOKEN);
    assertThat(Serialization.asYaml(run)).contains("401").doesNotContain(TOKEN);
    assertThat(Serialization.asYaml(assertHeld(chat).change())).doesNotContain(TOKEN);
    assertThat(world.cluster().operatorLog()).doesNotContain(TOKEN);
  }

  @Test
  void aSecretThatIsNotMeantForChecksIsNotRead(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var server = world.endpoint().answers(READY);
    var token = world.secret("token", TOKEN);
    world
        .cluster()
        .kubectl("label", "secret", "-n", "rollguard", token.getName(), "rollguard.dev/checks-");
    ask(world, chat, server.url("/"), h -> h.setHeaders(List.of(header(token))));

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because("rollguard.dev/checks");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var server = world.endpoint(world.certificate()).answers(READY);
    ask(world, chat, server.url("/"), h -> {});

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because("certificate");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aCertificateOfTheCaInTheSecretIsTrusted(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var certificate = world.certificate();
    var server = world.endpoint(certificate).answers(READY);
    var ca = world.secret("ca", certificate.pem());
    ask(world, chat, server.url("/"), h -> h.setCaSecretRef(ca));

    world.alice().setsImage(chat, "chat:42");

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aRedirectIsNotFollowedUnlessTheCheckSaysSo(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    var target = world.endpoint().answers(READY);
    var server = world.endpoint().answers(Reply.movedTo(target.url("/elsewhere")));
    ask(world, chat, server.url("/"), h -> {});
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because("302");
    assertThat(target.requests()).isEmpty();

    var other = world.datacenter("dc2").runs("chat:41");
    ask(world, other, server.url("/"), h -> h.setRedirects(Redirects.Follow));
    world.alice().setsImage(other, "chat:42");

    awaitRolledOut(other, "chat:42");
    assertThat(target.requests()).isNotEmpty();
  }

  /** What only the operator's own machine could answer is none of a template's business. */
  @Test
  void theOperatorsOwnMachineIsNotAsked(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    ask(world, chat, "http://127.0.0.1:8080/metrics", h -> {});

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because("loopback");
  }

  private static void ask(World world, App app, String url, Consumer<HttpCheck> edit) {
    var nick = "asked-" + app.datacenter().name().split("-")[0];
    var asked = world.template(nick, t -> t.http(url, "status == 200", edit));
    app.datacenter().window(w -> w.preTest(asked));
  }

  private static HttpHeader header(SecretRef secret) {
    var header = new HttpHeader();
    header.setName("Authorization");
    header.setSecretRef(secret);
    return header;
  }
}
