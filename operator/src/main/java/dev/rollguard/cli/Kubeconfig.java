package dev.rollguard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plain kubeconfig: one file, with a token, a password or a certificate. Whatever is more
 * than that, such as a program that logs in, is left to the client library, which understands all
 * of it and takes a third of a second longer to start.
 */
record Kubeconfig(Path file, @Nullable String context) {
  private static final Set<String> CLUSTER =
      Set.of(
          "server",
          "certificate-authority",
          "certificate-authority-data",
          "insecure-skip-tls-verify");
  private static final Set<String> USER =
      Set.of(
          "token",
          "username",
          "password",
          "client-certificate",
          "client-certificate-data",
          "client-key",
          "client-key-data");

  /** How to reach the cluster; empty when it needs the client library to find out. */
  Optional<Config> plain() {
    try {
      var root = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
      var wanted = context == null ? root.path("current-context").asText("") : context;
      var found = named(root, "contexts", wanted).path("context");
      var cluster = named(root, "clusters", found.path("cluster").asText()).path("cluster");
      var user = named(root, "users", found.path("user").asText()).path("user");
      return cluster.has("server") && knows(CLUSTER, cluster) && knows(USER, user)
          ? Optional.of(config(found, cluster, user))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JsonNode named(JsonNode root, String list, String name) {
    for (var entry : root.path(list)) {
      if (entry.path("name").asText().equals(name)) {
        return entry;
      }
    }
    return root.path("nothing");
  }

  private static boolean knows(Set<String> keys, JsonNode object) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      if (!keys.contains(names.next())) {
        return false;
      }
    }
    return true;
  }

  private Config config(JsonNode found, JsonNode cluster, JsonNode user) {
    var config = new ConfigBuilder(Config.empty());
    config.withMasterUrl(cluster.path("server").asText());
    config.withTrustCerts(cluster.path("insecure-skip-tls-verify").asBoolean(false));
    config.withDisableHostnameVerification(
        cluster.path("insecure-skip-tls-verify").asBoolean(false));
    text(cluster, "certificate-authority-data", config::withCaCertData);
    path(cluster, "certificate-authority", config::withCaCertFile);
    text(user, "token", config::withOauthToken);
    text(user, "username", config::withUsername);
    text(user, "password", config::withPassword);
    text(user, "client-certificate-data", config::withClientCertData);
    path(user, "client-certificate", config::withClientCertFile);
    text(user, "client-key-data", config::withClientKeyData);
    path(user, "client-key", config::withClientKeyFile);
    text(found, "namespace", config::withNamespace);
    if (config.hasClientKeyData() || config.hasClientKeyFile()) {
      config.withClientKeyAlgo(
          Config.getKeyAlgorithm(config.getClientKeyFile(), config.getClientKeyData()));
    }
    return config.build();
  }

  private static void text(JsonNode object, String key, Consumer<String> use) {
    if (object.hasNonNull(key)) {
      use.accept(object.path(key).asText());
    }
  }

  /** Relative to the kubeconfig, as kubectl has it. */
  private void path(JsonNode object, String key, Consumer<String> use) {
    text(object, key, name -> use.accept(file.toAbsolutePath().resolveSibling(name).toString()));
  }
}
