package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.SecretRef;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The part of the cluster that one test has for itself: its datacenters with their namespaces,
 * windows and faults. Names end with a suffix of this World, so no test meets another.
 */
public final class World {
  private static final Path FAILURES = Path.of("target/failures");

  private static final String OPERATOR = "rollguard";

  private final Cluster cluster;
  private final String suffix = UUID.randomUUID().toString().substring(0, 6);
  private final List<Datacenter> datacenters = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<OpenedFault> faults = new ArrayList<>();
  private final List<OpenedGlass> glasses = new ArrayList<>();
  private final Set<String> grants = ConcurrentHashMap.newKeySet();
  private final List<Template> templates = new ArrayList<>();
  private final List<AutoCloseable> servers = new ArrayList<>();

  World(Cluster cluster) {
    this.cluster = cluster;
  }

  /** For a test that has a cluster of its own. */
  public static World in(Cluster cluster) {
    return new World(cluster);
  }

  public Cluster cluster() {
    return cluster;
  }

  /** A datacenter with one namespace, not governed until it gets a window. */
  public Datacenter datacenter(String name) {
    var datacenter = new Datacenter(this, named(name));
    datacenters.add(datacenter);
    return datacenter;
  }

  /** A CheckTemplate; its queries ask the Prometheus that sees {@link #traffic}. */
  public Template template(String nick, UnaryOperator<TemplateDraft> edit) {
    var template = Template.create(cluster, named(nick), edit);
    templates.add(template);
    return template;
  }

  /** The pods of the Deployment report what they do; all is well, until the test says otherwise. */
  public Traffic traffic(App app) {
    return traffic(app, cluster.metrics());
  }

  /** The pods of the Deployment report to this Prometheus. */
  public Traffic traffic(App app, Metrics metrics) {
    return closed(metrics.of(app));
  }

  /** A server that answers what the test says. */
  public Endpoint endpoint() {
    return closed(Endpoint.http(cluster.hostAddress()));
  }

  /** A server with TLS. */
  public Endpoint endpoint(Certificate certificate) {
    return closed(Endpoint.https(cluster.hostAddress(), certificate));
  }

  /** For {@link #endpoint(Certificate)}. */
  public Certificate certificate() {
    return Certificate.of(cluster.hostAddress());
  }

  /** A Prometheus of this test alone, which it may end. */
  public Metrics metrics() {
    return closed(Metrics.start(Cluster.prometheus(), cluster.hostAddress()));
  }

  /** A Secret that the operator may read for checks, with one key of that name. */
  public SecretRef secret(String key, String value) {
    var ref = new SecretRef();
    ref.setName(named(key.toLowerCase(Locale.ROOT)));
    ref.setKey(key);
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(ref.getName())
            .withNamespace(OPERATOR)
            .addToLabels(Labels.CHECKS_SECRET, Labels.TRUE)
            .endMetadata()
            .addToStringData(key, value)
            .build();
    cluster.admin().resource(secret).create();
    closed(() -> cluster.admin().resource(secret).delete());
    return ref;
  }

  /** Sees every rollout in the datacenter from now on. */
  public Motion motion(Datacenter datacenter) {
    return closed(Motion.of(cluster, datacenter));
  }

  private <T extends AutoCloseable> T closed(T server) {
    servers.add(server);
    return server;
  }

  /** Somebody with a name; what they may do is the cluster role edit in this World's namespaces. */
  public Person person(String name) {
    return new Person(this, name);
  }

  /** Somebody with every right. */
  public Person administrator() {
    return person("root").in("system:masters");
  }

  public Person alice() {
    return person("alice");
  }

  public Person bob() {
    return person("bob");
  }

  String named(String name) {
    return name + "-" + suffix;
  }

  Window remember(Window window) {
    windows.add(window);
    return window;
  }

  OpenedFault remember(OpenedFault fault) {
    faults.add(fault);
    return fault;
  }

  OpenedGlass remember(OpenedGlass glass) {
    glasses.add(glass);
    return glass;
  }

  /** The user has a role of the chart in the whole cluster, as long as this World lasts. */
  void grantEverywhere(String user, String role) {
    var binding = named(user + "-" + role);
    if (grants.add(binding)) {
      cluster.admin().resource(Grants.everywhere(binding, "rollguard-" + role, user)).create();
      Grants.await(cluster.admin(), user, "rollguard-" + role, "");
    }
  }

  /** What was there when a test failed, for the person who looks for the cause. */
  void describe(String testClass, String test) {
    var text = new StringBuilder();
    for (var datacenter : datacenters) {
      text.append(
          look(
              "get",
              "deployments,replicasets,pods,jobs,changes,checkruns,approvals,events",
              "-o",
              "wide",
              datacenter));
      text.append(
          look(
              "get",
              "deployments,changes,checkruns,approvals",
              "-o",
              "yaml",
              "--show-managed-fields",
              datacenter));
    }
    windows.forEach(w -> text.append(kubectl("describe", "changewindow", w.name())));
    faults.forEach(f -> text.append(kubectl("describe", "fault", f.name())));
    glasses.forEach(g -> text.append(kubectl("describe", "breakglass", g.name())));
    templates.forEach(t -> text.append(kubectl("describe", "checktemplate", t.name())));
    var log = cluster.operatorLog().lines().toList();
    log.stream().skip(Math.max(0, log.size() - 400)).forEach(l -> text.append(l).append('\n'));
    try {
      Files.createDirectories(FAILURES);
      Files.writeString(FAILURES.resolve(testClass + "-" + test.replaceAll("\\W+", "-")), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String look(String verb, String kinds, String flag, Object... rest) {
    var words = new ArrayList<>(List.of(verb, kinds, flag));
    for (var word : rest) {
      words.addAll(
          word instanceof Datacenter d ? List.of("-n", d.namespace()) : List.of(word.toString()));
    }
    return kubectl(words.toArray(String[]::new));
  }

  private String kubectl(String... words) {
    return String.join(" ", words)
        + "\n"
        + cluster.tool("kubectl", "", List.of(words)).text()
        + "\n";
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes what may be removed; nothing waits for it. */
  void end() {
    datacenters.forEach(Datacenter::delete);
    windows.forEach(w -> cluster.admin().resources(ChangeWindow.class).withName(w.name()).delete());
    faults.forEach(OpenedFault::resolveIfOpen);
    grants.forEach(g -> cluster.admin().rbac().clusterRoleBindings().withName(g).delete());
    templates.forEach(Template::delete);
    servers.forEach(World::close);
  }
}
