package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The part of the cluster that one test has for itself: its datacenters with their namespaces,
 * windows and faults. Names end with a suffix of this World, so no test meets another.
 */
public final class World {
  private static final Path FAILURES = Path.of("target/failures");

  private final Cluster cluster;
  private final String suffix = UUID.randomUUID().toString().substring(0, 6);
  private final List<Datacenter> datacenters = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<OpenedFault> faults = new ArrayList<>();

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

  /** Somebody with a name; what they may do is the cluster role edit in this World's namespaces. */
  public Person person(String name) {
    return new Person(this, name);
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

  /** What was there when a test failed, for the person who looks for the cause. */
  void describe(String testClass, String test) {
    var text = new StringBuilder();
    for (var datacenter : datacenters) {
      text.append(
          look("get", "deployments,replicasets,pods,changes,events", "-o", "wide", datacenter));
      text.append(
          look("get", "deployments,changes", "-o", "yaml", "--show-managed-fields", datacenter));
    }
    windows.forEach(w -> text.append(kubectl("describe", "changewindow", w.name())));
    faults.forEach(f -> text.append(kubectl("describe", "fault", f.name())));
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

  /** Removes what may be removed; nothing waits for it. */
  void end() {
    datacenters.forEach(Datacenter::delete);
    windows.forEach(w -> cluster.admin().resources(ChangeWindow.class).withName(w.name()).delete());
    faults.forEach(OpenedFault::resolveIfOpen);
  }
}
