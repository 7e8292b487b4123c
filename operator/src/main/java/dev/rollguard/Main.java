package dev.rollguard;

import dev.rollguard.config.Config;
import dev.rollguard.config.InvalidConfigException;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/** Entry point of the operator's process. */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    var command = args.length == 0 ? "run" : args[0];
    switch (command) {
      case "run" -> run();
      case "version" -> System.out.println(version());
      default -> {
        System.err.println(
            "Unknown command \""
                + command
                + "\"; it must be run, uninstall, check, warm-up or version.");
        System.exit(USAGE);
      }
    }
  }

  private static void run() throws InterruptedException {
    var config = configuration();
    var client = client();
    var operation = new Operation(new Wiring(config, client, InstantSource.system()));
    Runtime.getRuntime().addShutdownHook(new Thread(operation::close, "shutdown"));
    LoggerFactory.getLogger(Main.class)
        .info(
            "Starting. version={} namespace={} user={}",
            version(),
            config.namespace(),
            config.operatorUser());
    try {
      operation.run();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Main.class).error("Stopping, because running failed.", e);
      System.exit(1);
    }
  }

  private static Config configuration() {
    try {
      var config = Config.from(System.getenv());
      System.setProperty("rollguard.log.level", config.logLevel());
      return config;
    } catch (InvalidConfigException e) {
      e.problems().forEach(System.err::println);
      System.exit(USAGE);
      throw e;
    }
  }

  private static KubernetesClient client() {
    return Clients.create(
        new ConfigBuilder()
            .withUserAgent("rollguard/" + version())
            .withRequestTimeout(10_000)
            .withConnectionTimeout(5_000)
            .build());
  }

  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
