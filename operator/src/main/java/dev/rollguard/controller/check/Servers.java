package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.PrometheusCheck;
import dev.rollguard.config.BasicAuth;
import dev.rollguard.config.Provider;
import dev.rollguard.config.SecretKey;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.provider.Server;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Prometheus servers that checks may ask: those of the configuration, and any address. */
final class Servers {
  private final List<Provider> providers;
  private final SecretValues secrets;

  Servers(List<Provider> providers, SecretValues secrets) {
    this.providers = providers;
    this.secrets = secrets;
  }

  /** A server whose credentials are looked up when it is asked. */
  interface Source {
    Server server() throws UnreadableSecretException;
  }

  Source of(PrometheusCheck check) throws InvalidCheckException {
    if (check.getAddress() != null) {
      var server = new Server(address(check.getAddress()), Map.of(), Optional.empty());
      return () -> server;
    }
    var provider = providers.stream().filter(p -> p.name().equals(check.getProvider())).findFirst();
    if (provider.isEmpty()) {
      throw new InvalidCheckException(
          "provider %s is not in checks.providers of the chart's values, which has %s."
              .formatted(check.getProvider(), names()));
    }
    return () -> server(provider.get());
  }

  private String names() {
    return providers.isEmpty()
        ? "none"
        : String.join(", ", providers.stream().map(Provider::name).toList());
  }

  private static URI address(String text) throws InvalidCheckException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidCheckException(
          "address is not a URL; write one such as http://prometheus.monitoring:9090.");
    }
  }

  private Server server(Provider provider) throws UnreadableSecretException {
    var authorization = "";
    if (provider.bearerToken().isPresent()) {
      authorization = "Bearer " + value(provider.bearerToken().get());
    } else if (provider.basicAuth().isPresent()) {
      authorization = "Basic " + credentials(provider.basicAuth().get());
    }
    return new Server(
        provider.address(),
        authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization),
        provider.ca().isPresent() ? Optional.of(value(provider.ca().get())) : Optional.empty());
  }

  private String value(SecretKey key) throws UnreadableSecretException {
    return secrets.value(key.secret(), key.key());
  }

  private String credentials(BasicAuth auth) throws UnreadableSecretException {
    var text =
        secrets.value(auth.secret(), auth.usernameKey())
            + ":"
            + secrets.value(auth.secret(), auth.passwordKey());
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
