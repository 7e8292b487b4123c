package dev.rollguard.e2e.policy;

import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A cluster of its own with the chart's static policies and no operator: an operator would keep its
 * own policies equal to its own windows. Started by the first test, ended after the last.
 */
final class PolicyCluster implements AutoCloseable {
  private static final Path E2E = Path.of("").toAbsolutePath();
  private static final String STATE = E2E.resolve("target/policy-cluster").toString();

  private final KubernetesClient client;
  private final Map<String, KubernetesClient> people = new ConcurrentHashMap<>();

  private PolicyCluster() {
    run("up", "--no-node");
    client = Clients.create(config());
    run(
        "helm",
        "upgrade",
        "--install",
        "rollguard",
        E2E.resolveSibling("helm/rollguard").toString(),
        "--namespace",
        "rollguard",
        "--create-namespace",
        "--set",
        "replicas=0");
  }

  KubernetesClient client() {
    return client;
  }

  private static Config config() {
    return Config.fromKubeconfig(Path.of(STATE, "admin.kubeconfig").toFile());
  }

  /** The client of a user without any rights but those that a test gives. */
  KubernetesClient as(String user) {
    return people.computeIfAbsent(
        user,
        name -> Clients.create(new ConfigBuilder(config()).withImpersonateUsername(name).build()));
  }

  /** What a person sees who works with kubectl: its output and its complaints. */
  String kubectl(String... arguments) {
    var command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    return start(true, command).text();
  }

  private record Outcome(int code, String text) {}

  private static void run(String... arguments) {
    var outcome = start(false, List.of(arguments));
    if (outcome.code() != 0) {
      throw new IllegalStateException(List.of(arguments) + " failed: " + outcome.text());
    }
  }

  private static Outcome start(boolean everything, List<String> arguments) {
    var command = new ArrayList<>(List.of(E2E.resolve("cluster").toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(everything);
    if (!everything) {
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    builder.environment().put("STATE", STATE);
    try {
      var process = builder.start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    people.values().forEach(KubernetesClient::close);
    client.close();
    run("down");
  }

  /** Hands the one cluster to every test that asks for it. */
  static final class Given implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PolicyCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(PolicyCluster.class, type -> new PolicyCluster());
    }
  }
}
