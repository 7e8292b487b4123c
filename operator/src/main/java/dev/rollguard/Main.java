package dev.rollguard;

import dev.rollguard.cli.Rollguard;
import dev.rollguard.cli.Shell;
import dev.rollguard.command.Check;
import dev.rollguard.command.Uninstall;
import dev.rollguard.command.WarmUp;
import dev.rollguard.config.Config;
import dev.rollguard.config.InvalidConfigException;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Entry point of the operator's process. */
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private static final InstantSource CLOCK = InstantSource.system();

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    var command = args.length == 0 ? "run" : args[0];
    switch (command) {
      case "cli" -> end(cli(Arrays.copyOfRange(args, 1, args.length)));
      case "run" -> run();
      case "uninstall" -> end(uninstall());
      case "check" -> end(check());
      case "warm-up" -> end(warmUp());
      case "version" -> System.out.println(version());
      default -> {
        System.err.println(
            "Unknown command \""
                + command
                + "\"; it must be run, cli, uninstall, check, warm-up or version.");
        end(USAGE);
      }
    }
  }

  private static void end(int code) {
    System.exit(code);
  }

  /**
   * {@code kubectl rollguard}; its launcher knows whether it writes to a terminal. It logs nothing:
   * what went wrong is said in a sentence, and to set a logger up takes longer than most commands.
   */
  private static int cli(String... arguments) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    return Rollguard.run(
        new Shell(
            CLOCK,
            System.in,
            System.out,
            System.err,
            System.getenv(),
            Boolean.getBoolean("rollguard.terminal"),
            version()),
        arguments);
  }

  private static void run() throws InterruptedException {
    var config = configuration(System.getenv());
    var operation = new Operation(new Wiring(config, to(clientConfiguration()), CLOCK));
    Runtime.getRuntime().addShutdownHook(new Thread(operation::close, "shutdown"));
    LoggerFactory.getLogger(Main.class)
        .atInfo()
        .addKeyValue(Keys.VERSION, version())
        .addKeyValue(Keys.NAMESPACE, config.namespace())
        .addKeyValue(Keys.USER, config.operatorUser())
        .log("Starting.");
    try {
      operation.run();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Main.class).error("Stopping, because running failed.", e);
      end(FAILED);
    }
  }

  private static int uninstall() throws InterruptedException {
    var config = configuration(System.getenv());
    var deployment = System.getenv().getOrDefault("ROLLGUARD_DEPLOYMENT", "rollguard");
    try (var client = client()) {
      new Uninstall(client, config, deployment, CLOCK, System.out).run();
      return 0;
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }

  private static int check() {
    var config = configuration(System.getenv());
    try (var client = client()) {
      return new Check(client, config, CLOCK, System.out).run() ? 0 : FAILED;
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }

  /** The training run for the AOT cache: operates against a stand-in until a release is done. */
  private static int warmUp() throws InterruptedException {
    var environment = new HashMap<>(Map.of("ROLLGUARD_NAMESPACE", "rollguard"));
    environment.put("ROLLGUARD_SERVICE_ACCOUNT", "rollguard");
    environment.put("ROLLGUARD_POD_NAME", "warm-up");
    environment.put("ROLLGUARD_PORT", "0");
    var config = configuration(environment);
    try (var standIn = new WarmUp();
        var operation = new Operation(new Wiring(config, to(standIn.connection()), CLOCK))) {
      Thread.ofVirtual().start(() -> operate(operation));
      standIn.awaitRelease();
      return 0;
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }

  private static void operate(Operation operation) {
    try {
      operation.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Config configuration(Map<String, String> environment) {
    try {
      var config = Config.from(environment);
      System.setProperty("rollguard.log.level", config.logLevel());
      return config;
    } catch (InvalidConfigException e) {
      e.problems().forEach(System.err::println);
      end(USAGE);
      throw e;
    }
  }

  private static Function<Map<String, Interceptor>, KubernetesClient> to(
      io.fabric8.kubernetes.client.Config connection) {
    return listeners -> Clients.create(connection, listeners);
  }

  private static KubernetesClient client() {
    return Clients.create(clientConfiguration());
  }

  private static io.fabric8.kubernetes.client.Config clientConfiguration() {
    return Clients.patience(new ConfigBuilder()).withUserAgent("rollguard/" + version()).build();
  }

  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
