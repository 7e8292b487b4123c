package dev.rollguard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
  private static final Map<String, String> SECRET =
      Map.of("Authorization", "Bearer s3cret", "X-Api-Key", "s3cret");

  private final Transport transport = new Transport(true);
  private final TestServer target = new TestServer(TestServer.answering(200, "here"));

  @AfterEach
  void close() {
    transport.close();
    target.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsTheAnswerUnlessItIsToBeFollowed(int status) throws Exception {
    try (var server = new TestServer(TestServer.redirecting(status, target.origin() + "/x"))) {
      assertThat(transport.send(Calls.get(server.uri("/"))).status()).isEqualTo(status);
      assertThat(target.requests).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aFollowedRedirectToAnotherServerCarriesNoHeaderOfTheCall(int status) throws Exception {
    try (var server = new TestServer(TestServer.redirecting(status, target.origin() + "/x?y"))) {
      var answer = transport.send(Calls.following(server.uri("/"), SECRET));

      assertThat(answer.body()).isEqualTo("here");
      assertThat(server.requests.getFirst().headers())
          .containsEntry("Authorization", "Bearer s3cret");
      assertThat(target.requests).hasSize(1);
      assertThat(target.requests.getFirst().uri()).hasToString("/x?y");
      assertThat(target.requests.getFirst().headers())
          .doesNotContainKeys("Authorization", "X-Api-Key");
    }
  }

  @Test
  void aFollowedRedirectWithinTheServerKeepsTheHeaders() throws Exception {
    try (var server =
        new TestServer(exchange -> {
          if (exchange.getRequestURI().getPath().equals("/")) {
            TestServer.redirecting(302, "login?a=b").handle(exchange);
          } else {
            TestServer.answer(exchange, 200, "in");
          }
        })) {
      var answer = transport.send(Calls.following(server.uri("/"), SECRET));

      assertThat(answer.body()).isEqualTo("in");
      assertThat(server.requests.getLast().uri()).hasToString("/login?a=b");
      assertThat(server.requests.getLast().headers()).containsKeys("Authorization", "X-Api-Key");
    }
  }

  @ParameterizedTest
  @CsvSource({"301, GET, ''", "302, GET, ''", "303, GET, ''", "307, POST, data", "308, POST, data"})
  void aRedirectedPostIsSentAgainOnlyWhereTheStatusSaysSo(int status, String method, String body)
      throws Exception {
    try (var server = new TestServer(TestServer.redirecting(status, target.origin()))) {
      transport.send(
          new Call(
              "POST",
              server.uri("/"),
              Map.of(),
              Optional.of("data"),
              Calls.LONG,
              Optional.empty(),
              true));

      assertThat(target.requests.getFirst().method()).isEqualTo(method);
      assertThat(target.requests.getFirst().body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/latest", "http://0.0.0.0:1/", "ftp://10.0.0.1/"})
  void theTargetOfARedirectIsCheckedAgain(String location) {
    try (var server = new TestServer(TestServer.redirecting(302, location))) {
      assertThatThrownBy(() -> transport.send(Calls.following(server.uri("/"), SECRET)))
          .isInstanceOf(CallFailedException.class)
          .hasMessageMatching(".*(are not called|is not one of http).*");
    }
  }

  @Test
  void aCircleEnds() {
    try (var server = new TestServer(TestServer.redirecting(302, "/"))) {
      assertThatThrownBy(() -> transport.send(Calls.following(server.uri("/"), SECRET)))
          .isInstanceOf(CallFailedException.class)
          .hasMessage("%s: more than 5 redirects; give the last address.", server.origin());
      assertThat(server.requests).hasSize(6);
    }
  }

  @Test
  void aRedirectToWhatIsNoAddressIsTold() {
    try (var server = new TestServer(TestServer.redirecting(302, "http://[s3cret"))) {
      assertThatThrownBy(() -> transport.send(Calls.following(server.uri("/"), SECRET)))
          .isInstanceOf(CallFailedException.class)
          .hasMessage("%s: it redirects to what is no address.", server.origin());
    }
  }

  @Test
  void aRedirectStatusWithoutATargetIsTheAnswer() throws Exception {
    try (var server = new TestServer(TestServer.answering(302, ""))) {
      assertThat(transport.send(Calls.following(server.uri("/"), SECRET)).status()).isEqualTo(302);
    }
  }
}
