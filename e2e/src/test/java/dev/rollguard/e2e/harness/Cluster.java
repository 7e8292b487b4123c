package dev.rollguard.e2e.harness;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cluster of {@code e2e/cluster} with the operator installed by its chart; one for all tests of
 * a run.
 *
 * <ul>
 *   <li>{@code -Drollguard.e2e.mode=pods} runs the operator in pods on the real node (the default
 *       for root on Linux), {@code local} as a process beside the tests.
 *   <li>A cluster that runs already is used and left alone: by default the one in {@code
 *       e2e/target/cluster}, else that of the environment's {@code STATE}.
 *   <li>{@code -Drollguard.e2e.keep} leaves the cluster running at the end.
 *   <li>{@code ROLLGUARD_E2E_KUBECONFIG} names any other cluster with the chart installed; tests
 *       that kill things are skipped there.
 * </ul>
 */
public final class Cluster implements AutoCloseable {
  private static final Path E2E = Path.of("").toAbsolutePath();
  private static final Path STATE =
      Path.of(Optional.ofNullable(System.getenv("STATE")).orElse(E2E + "/target/cluster"));

  private final Path state;
  private final Path kubeconfig;
  private final Path tools;
  private final boolean ours;
  private final boolean takeDown;
  private final KubernetesClient admin;
  private final Map<String, KubernetesClient> people = new ConcurrentHashMap<>();
  private final Map<String, Metrics> metrics = new ConcurrentHashMap<>();

  private Cluster(Path state, boolean takeDown) {
    this.state = state;
    this.kubeconfig = state.resolve("admin.kubeconfig");
    this.tools = state.resolve("bin");
    this.ours = true;
    this.takeDown = takeDown;
    this.admin = client(config());
  }

  /** Where a Prometheus is on this machine. */
  static Path prometheus() {
    return Path.of(script(STATE, Map.of(), List.of("prometheus")).orFail().output().strip());
  }

  /** Somebody else's. */
  private Cluster(Path kubeconfig) {
    this.state = STATE;
    this.kubeconfig = kubeconfig;
    this.tools = Path.of("");
    this.ours = false;
    this.takeDown = false;
    this.admin = client(config());
  }

  static Cluster start() {
    var given = System.getenv("ROLLGUARD_E2E_KUBECONFIG");
    if (given != null) {
      return new Cluster(Path.of(given));
    }
    var ran = Files.exists(STATE.resolve("up"));
    up(STATE, Map.of());
    var keep = ran || System.getProperty("rollguard.e2e.keep") != null;
    var cluster = new Cluster(STATE, !keep);
    cluster.install();
    return cluster;
  }

  /**
   * A cluster for one test alone, beside the one for all; it is gone when it is closed.
   *
   * @param apiServerFlags more flags for its API server
   */
  public static Cluster beside(Path state, String apiServerFlags) {
    up(state, Map.of("APISERVER_FLAGS", apiServerFlags));
    return new Cluster(state, true);
  }

  private static void up(Path state, Map<String, String> environment) {
    script(state, environment, inPods() ? List.of("up") : List.of("up", "--no-node")).orFail();
  }

  /** Whether the operator runs as the user's would: its chart's pods on a real node. */
  public boolean runsInPods() {
    return ours && inPods();
  }

  private static boolean inPods() {
    var mode = System.getProperty("rollguard.e2e.mode", "");
    return switch (mode) {
      case "pods" -> true;
      case "local" -> false;
      case "" ->
          System.getProperty("os.name").equals("Linux")
              && System.getProperty("user.name").equals("root");
      default ->
          throw new IllegalArgumentException(
              "rollguard.e2e.mode is '%s'; give pods or local.".formatted(mode));
    };
  }

  /** The client of an administrator. */
  public KubernetesClient admin() {
    return admin;
  }

  /** The client of a user without any rights but those that a test gives. */
  public KubernetesClient as(String user) {
    return people.computeIfAbsent(
        user, u -> client(new ConfigBuilder(config()).withImpersonateUsername(u).build()));
  }

  /** The client of a user who belongs to groups, without any rights but those that a test gives. */
  public KubernetesClient as(String user, List<String> groups) {
    return people.computeIfAbsent(
        user + groups,
        key ->
            client(
                new ConfigBuilder(config())
                    .withImpersonateUsername(user)
                    .withImpersonateGroups(groups.toArray(String[]::new))
                    .build()));
  }

  /** The Prometheus of this cluster, started when somebody asks for it. */
  public Metrics metrics() {
    return metrics.computeIfAbsent(hostAddress(), a -> Metrics.start(prometheus(), a));
  }

  /** An address of this machine that the operator reaches. */
  String hostAddress() {
    return ours ? HostAddress.of(state) : HostAddress.ofThisMachine();
  }

  /** For tools that read such a file. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** A client's configuration, for those who need a client of their own kind. */
  public Config config() {
    return Config.fromKubeconfig(kubeconfig.toFile());
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Runs kubectl or helm, whatever it answers; kubectl finds our plugin. */
  public Outcome tool(String name, String input, List<String> arguments) {
    return tool(name, input, arguments, Map.of());
  }

  private Outcome tool(
      String name, String input, List<String> arguments, Map<String, String> more) {
    var words = new ArrayList<String>();
    words.add(tools.resolve(name).toString());
    words.addAll(arguments);
    var path = E2E.resolveSibling("cli") + ":" + tools + ":" + System.getenv("PATH");
    var environment = new HashMap<>(more);
    environment.putAll(Map.of("KUBECONFIG", kubeconfig.toString(), "PATH", path));
    return Command.run(words, environment, input);
  }

  /** Runs {@code kubectl rollguard} as an administrator, whatever it answers. */
  public Outcome rollguard(String... arguments) {
    return plugin(Map.of(), arguments);
  }

  /** The same in the locale C, as many a pipeline has it. */
  public Outcome rollguardInPipeline(String... arguments) {
    return plugin(Map.of("LC_ALL", "C"), arguments);
  }

  private Outcome plugin(Map<String, String> environment, String... arguments) {
    var words = new ArrayList<>(List.of("rollguard"));
    words.addAll(List.of(arguments));
    return tool("kubectl", "", words, environment);
  }

  /** Runs helm on the chart's release, whatever it answers. */
  public Outcome helm(String... arguments) {
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--namespace", "rollguard"));
    return tool("helm", "", words);
  }

  /** Runs kubectl as an administrator; it must succeed. */
  public Outcome kubectl(String... arguments) {
    return tool("kubectl", "", List.of(arguments)).orFail();
  }

  /** The chart as it is in the repository. */
  public static Path chart() {
    return E2E.resolveSibling("helm/rollguard");
  }

  /** SIGKILL for the containers of one of the operator's pods; the kubelet starts them again. */
  public void killContainers(String pod) {
    var filter =
        "labels.\"io.kubernetes.pod.name\"==%s,labels.\"io.cri-containerd.kind\"==container"
            .formatted(pod);
    script(List.of("ctr", "containers", "ls", "-q", filter))
        .orFail()
        .output()
        .lines()
        .forEach(id -> script(List.of("ctr", "tasks", "kill", "--signal", "SIGKILL", id)));
  }

  /** Whether this run started the cluster's processes, so that it may kill them. */
  public boolean ours() {
    return ours;
  }

  /** Installs the chart, or brings it back as it was. */
  public void install(String... helmArguments) {
    var words = new ArrayList<>(List.of("install"));
    if (!inPods()) {
      words.add("--out-of-cluster");
    }
    words.addAll(List.of(helmArguments));
    script(words).orFail();
  }

  /** As a user would; an operator that runs beside the cluster is stopped before. */
  public void uninstall() {
    if (!inPods()) {
      killOperator();
    }
    tool("helm", "", List.of("uninstall", "rollguard", "--namespace", "rollguard", "--wait"))
        .orFail();
  }

  /** SIGKILL; it stays down. */
  public void killOperator() {
    script(List.of("kill-operator")).orFail();
  }

  public void startOperator() {
    script(List.of("start-operator")).orFail();
  }

  /** SIGKILL, and start again; returns when it answers. */
  public void restartApiServer() {
    script(List.of("restart-apiserver")).orFail();
  }

  /** What the operator logged, as much as there is. */
  public String operatorLog() {
    return ours ? script(List.of("logs")).text() : "";
  }

  private Outcome script(List<String> arguments) {
    return script(state, Map.of(), arguments);
  }

  private static Outcome script(
      Path state, Map<String, String> environment, List<String> arguments) {
    var words = new ArrayList<>(List.of(E2E.resolve("cluster").toString()));
    words.addAll(arguments);
    var variables = new HashMap<>(environment);
    variables.put("STATE", state.toString());
    return Command.run(words, variables, "");
  }

  @Override
  public void close() {
    metrics.values().forEach(Metrics::close);
    people.values().forEach(KubernetesClient::close);
    admin.close();
    if (takeDown) {
      script(List.of("down")).orFail();
    }
  }
}
