package dev.rollguard.cli;

import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach the cluster: the options of kubectl, with its defaults. */
final class Connection {
  private static final String FAKE_ADDRESS_OF_NO_CONFIG = "https://kubernetes.default.svc";

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig to use.")
  private @Nullable File kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig context to use.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace; default: that of the context.")
  private @Nullable String namespace;

  @Option(names = "--as", paramLabel = "USER", description = "The user to impersonate.")
  private @Nullable String as;

  @Option(
      names = "--as-group",
      paramLabel = "GROUP",
      description = "A group to impersonate; may be repeated.")
  private List<String> asGroups = new ArrayList<>();

  /** Opens it lazily. Close it when the command ends. */
  Session open(Shell shell) {
    if (kubeconfig != null && !kubeconfig.canRead()) {
      throw new FailedException(
          "The kubeconfig %s cannot be read; give another with --kubeconfig."
              .formatted(kubeconfig));
    }
    return new Session(this, shell);
  }

  /** What was given with {@code -n}. */
  Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  /** Which cluster, and as whom, in kubectl's words. */
  List<String> options() {
    var options = new ArrayList<String>();
    add(options, "--kubeconfig", kubeconfig == null ? null : kubeconfig.getPath());
    add(options, "--context", context);
    add(options, "--as", as);
    asGroups.forEach(group -> add(options, "--as-group", group));
    return options;
  }

  private static void add(List<String> options, String name, @Nullable String value) {
    if (value != null) {
      options.add(name + "=" + value);
    }
  }

  /** The same for the client library. */
  Config config(Shell shell) {
    var config = Clients.patience(new ConfigBuilder(read()));
    // HTTP/2: one connection for everything that is asked. A command ends before it can go silent.
    config.withHttp2Disable(!config.getMasterUrl().startsWith("https:"));
    config.withUserAgent("kubectl-rollguard/" + shell.version());
    if (namespace != null) {
      config.withNamespace(namespace);
    }
    if (as != null) {
      config.withImpersonateUsername(as);
    }
    if (!asGroups.isEmpty()) {
      config.withImpersonateGroups(asGroups.toArray(String[]::new));
    }
    return config.build();
  }

  private Config read() {
    var config =
        kubeconfig == null
            ? Config.autoConfigure(context)
            : Config.fromKubeconfig(context, kubeconfig);
    if (context != null
        && (config.getCurrentContext() == null
            || !context.equals(config.getCurrentContext().getName()))) {
      throw new FailedException("The kubeconfig has no context \"%s\".".formatted(context));
    }
    if (String.valueOf(config.getMasterUrl()).startsWith(FAKE_ADDRESS_OF_NO_CONFIG)
        && config.getCurrentContext() == null
        && config.getOauthToken() == null) {
      throw new FailedException(
          "There is no kubeconfig; give one with --kubeconfig or the variable KUBECONFIG.");
    }
    return config;
  }
}
