package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Severity;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A datacenter with one namespace of the same name. */
public final class Datacenter {
  private final World world;
  private final String name;
  private final Set<String> bindings = ConcurrentHashMap.newKeySet();

  Datacenter(World world, String name) {
    this.world = world;
    this.name = name;
    admin()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(Labels.DATACENTER, name)
                .endMetadata()
                .build())
        .create();
  }

  public String name() {
    return name;
  }

  public String namespace() {
    return name;
  }

  World world() {
    return world;
  }

  KubernetesClient admin() {
    return world.cluster().admin();
  }

  /** A window that is always open, so only faults close it; their quiet period is two seconds. */
  public Window window() {
    return window(w -> w);
  }

  /** A window; returns when the API server enforces it. */
  public Window window(UnaryOperator<WindowDraft> edit) {
    return window("window", edit);
  }

  public Window window(String nick, UnaryOperator<WindowDraft> edit) {
    var draft = edit.apply(new WindowDraft(world.named(nick + "-" + name.split("-")[0]), name));
    return world.remember(Window.create(world.cluster(), draft.build()));
  }

  /** A Deployment called chat, healthy when this returns. */
  public App runs(String image) {
    return runs("chat", image);
  }

  public App runs(String app, String image) {
    return runs(app, image, d -> d);
  }

  public App runs(String app, String image, UnaryOperator<DeploymentBuilder> edit) {
    var created = create(app, image, edit);
    Expect.awaitRolledOut(created, image);
    return created;
  }

  /** A Deployment as an administrator creates it; it may be held. */
  public App create(String app, String image, UnaryOperator<DeploymentBuilder> edit) {
    var handle = new App(this, app);
    admin().resource(edit.apply(handle.draft(image)).build()).create();
    return handle;
  }

  /** A Deployment that is not there yet. */
  public App app(String app) {
    return new App(this, app);
  }

  /** Bob opens a fault of severity Major here. */
  public OpenedFault fault(String nick) {
    return fault(nick, Severity.Major);
  }

  public OpenedFault fault(String nick, Severity severity) {
    return world.remember(OpenedFault.open(world.cluster(), world.named(nick), name, severity));
  }

  void letEdit(String user) {
    grant(user, "edit");
  }

  /** The user has the cluster role in the namespace. */
  void grant(String user, String role) {
    var name = user.replace(':', '-') + "-" + role;
    if (bindings.add(name)) {
      admin().resource(Grants.in(namespace(), name, role, user)).create();
      Grants.await(admin(), user, role, namespace());
    }
  }

  void delete() {
    admin().namespaces().withName(name).delete();
  }
}
