package dev.rollguard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private final Targets targets = new Targets(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST:9090/",
        "http://127.0.0.1/",
        "http://127.8.9.10/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
        "http://[ff02::1]/"
      })
  void noNameReachesThisMachineOrItsNeighbours(String address) {
    assertThatThrownBy(() -> targets.check(URI.create(address)))
        .isInstanceOf(CallFailedException.class)
        .hasMessageEndingWith(
            ": loopback, link-local and multicast addresses are not called; use a Service.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.96.0.10:9090/",
        "https://192.168.1.1/",
        "https://[fd00::1]/",
        "HTTP://93.184.216.34/"
      })
  void otherAddressesAreCalled(String address) {
    assertThatCode(() -> targets.check(URI.create(address))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://10.0.0.1/",
        "file:///etc/passwd",
        "10.0.0.1",
        "/a",
        "http:///a",
        "http:a",
        "http://127.1/"
      })
  void whatIsNoHttpAddressIsRefused(String address) {
    assertThatThrownBy(() -> targets.check(URI.create(address)))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "The address is not one of http or https with a host; write one such as http://prometheus.monitoring:9090.");
  }

  @Test
  void credentialsInTheAddressAreRefusedAndNotRepeated() {
    assertThatThrownBy(() -> targets.check(URI.create("http://me:s3cret@10.0.0.1/")))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "http://10.0.0.1:80: credentials do not belong into the address; take them from a Secret.");
  }

  @Test
  void testsMayReachTheLoopbackAndNothingElse() {
    var lenient = new Targets(true);

    assertThatCode(() -> lenient.check(URI.create("http://127.0.0.1/"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> lenient.check(URI.create("http://169.254.169.254/")))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void aTransportOfTheOperatorCallsNoLoopback() {
    try (var server = new TestServer(TestServer.answering(200, ""));
        var transport = new Transport()) {
      assertThatThrownBy(() -> transport.send(Calls.get(server.uri("/"))))
          .isInstanceOf(CallFailedException.class)
          .hasMessageContaining("are not called");
      assertThat(server.requests).isEmpty();
    }
  }
}
