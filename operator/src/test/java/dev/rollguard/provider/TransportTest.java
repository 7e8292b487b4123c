package dev.rollguard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
  private final Transport transport = new Transport(true);

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void aCallBringsMethodPathHeadersAndBodyAndTheAnswerBack() throws Exception {
    try (var server = new TestServer(TestServer.answering(201, "잘 됐다"))) {
      var answer =
          transport.send(
              new Call(
                  "PUT",
                  server.uri("/a?b=c"),
                  Map.of("Authorization", "Bearer s3cret", "X-Team", "shop"),
                  Optional.of("{\"a\": \"가\"}"),
                  Calls.LONG,
                  Optional.empty(),
                  false));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.body()).isEqualTo("잘 됐다");
      assertThat(answer.took()).isPositive().isLessThan(Calls.LONG);
      var request = server.requests.getFirst();
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.uri()).isEqualTo(URI.create("/a?b=c"));
      assertThat(request.body()).isEqualTo("{\"a\": \"가\"}");
      assertThat(request.headers())
          .containsEntry("Authorization", "Bearer s3cret")
          .containsEntry("X-Team", "shop")
          .containsEntry("User-Agent", "rollguard");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 401, 404, 500, 503})
  void everyStatusIsAnAnswer(int status) throws Exception {
    try (var server =
        new TestServer(TestServer.answering(status, status == 204 ? "" : "<html>no</html>"))) {
      assertThat(transport.send(Calls.get(server.uri("/"))).status()).isEqualTo(status);
    }
  }

  @Test
  void aBodyThatIsJsonIsReadAndAnyOtherIsNot() throws Exception {
    try (var server = new TestServer(TestServer.answering(200, "{\"a\": [1, null]}"))) {
      assertThat(transport.send(Calls.get(server.uri("/"))).json())
          .contains(Map.of("a", Arrays.asList(1, null)));
    }
    for (var body : List.of("<html></html>", "", "{\"a\":", "{} {}", "NaN")) {
      try (var server = new TestServer(TestServer.answering(200, body))) {
        assertThat(transport.send(Calls.get(server.uri("/"))).json()).as(body).isEmpty();
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    var gone = new TestServer(TestServer.answering(200, ""));
    gone.close();

    assertThatThrownBy(() -> transport.send(Calls.get(gone.uri("/secret"))))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "%s: nothing answers there; see that it runs and can be reached.", gone.origin());
  }

  @Test
  void aNameThatIsNotKnownIsTold() {
    assertThatThrownBy(() -> transport.send(Calls.get(URI.create("http://nobody.invalid/"))))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "http://nobody.invalid:80: the name is not known; see that the address is right.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Content-Length", "Connection", "bad name", ""})
  void aHeaderThatCannotBeSentIsToldWithoutItsValue(String name) {
    var call =
        new Call(
            "GET",
            URI.create("http://localhost:1/"),
            Map.of(name, "s3cret"),
            Optional.empty(),
            Calls.LONG,
            Optional.empty(),
            false);

    assertThatThrownBy(() -> transport.send(call))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "http://localhost:1: the header %s cannot be sent; its name is reserved or its value is not one line of text.",
            name);
  }

  @Test
  void aHeaderValueOfTwoLinesIsNotSent() {
    var call =
        Calls.following(URI.create("http://localhost:1/"), Map.of("X-Key", "s3cret\r\nHost: a"));

    assertThatThrownBy(() -> transport.send(call))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("the header X-Key cannot be sent")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void nothingSecretIsInTheTextsOfCallsAndAnswers() {
    var uri = URI.create("https://prom.example/api?token=s3cret");
    var headers = Map.of("Authorization", "s3cret");
    var call =
        new Call("GET", uri, headers, Optional.of("s3cret"), Calls.LONG, Optional.of("ca"), false);

    assertThat(call).hasToString("GET https://prom.example:443");
    assertThat(new Server(uri, headers, Optional.empty())).hasToString("https://prom.example:443");
    assertThat(new Answer(200, "s3cret", Calls.LONG)).hasToString("status 200");
  }

  @Test
  void afterItsEndNothingIsSent() {
    transport.close();

    assertThatThrownBy(() -> transport.send(Calls.get(URI.create("http://localhost:1/"))))
        .isInstanceOf(CallFailedException.class)
        .hasMessage("http://localhost:1: the operator is ending.");
  }
}
