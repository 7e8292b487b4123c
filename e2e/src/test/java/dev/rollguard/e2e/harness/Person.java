package dev.rollguard.e2e.harness;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.ArrayList;
import java.util.List;

/** Somebody who works with kubectl, under their own name. */
public final class Person {
  private final World world;
  private final String name;

  Person(World world, String name) {
    this.world = world;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Runs kubectl in the namespace of the Deployment, whatever it answers. */
  public Outcome tries(App app, String... arguments) {
    return kubectl(app, "", arguments);
  }

  /** Runs kubectl in the namespace of the Deployment; it must succeed. */
  public Outcome does(App app, String... arguments) {
    return tries(app, arguments).orFail();
  }

  private Outcome kubectl(App app, String input, String... arguments) {
    return world.cluster().tool("kubectl", input, words(app, arguments));
  }

  /** Runs helm in the namespace of the Deployment; it must succeed. */
  public Outcome helm(App app, String... arguments) {
    app.datacenter().letEdit(name);
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--namespace", app.namespace(), "--kube-as-user", name));
    return world.cluster().tool("helm", "", words).orFail();
  }

  private List<String> words(App app, String... arguments) {
    app.datacenter().letEdit(name);
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--namespace", app.namespace(), "--as", name));
    return words;
  }

  /** kubectl set image. */
  public void setsImage(App app, String image) {
    does(app, "set", "image", "deployment/" + app.name(), "app=" + image);
  }

  /** kubectl apply, client-side. */
  public void applies(App app, String manifest) {
    kubectl(app, manifest, "apply", "-f", "-").orFail();
  }

  /** kubectl apply --server-side, as GitOps tools do. */
  public void appliesServerSide(App app, String manifest) {
    kubectl(
            app,
            manifest,
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager=gitops",
            "-f",
            "-")
        .orFail();
  }

  /** kubectl create, whatever it answers. */
  public Outcome triesToCreate(App app, RunDraft run) {
    return kubectl(app, run.manifest(), "create", "-f", "-");
  }

  /** kubectl create; it must succeed. */
  public void creates(App app, RunDraft run) {
    triesToCreate(app, run).orFail();
  }

  /** This person also has a role of the chart in the Deployment's namespace. */
  public Person having(String role, App app) {
    app.datacenter().grant(name, "rollguard-" + role);
    return this;
  }

  /** kubectl replace: the whole object. */
  public void replaces(App app, String manifest) {
    kubectl(app, manifest, "replace", "-f", "-").orFail();
  }

  /** kubectl patch with a JSON merge patch. */
  public void patches(App app, String json) {
    does(app, "patch", "deployment", app.name(), "--type=merge", "-p", json);
  }

  public void restarts(App app) {
    does(app, "rollout", "restart", "deployment/" + app.name());
  }

  public void resumes(App app) {
    does(app, "rollout", "resume", "deployment/" + app.name());
  }

  public void undoes(App app) {
    does(app, "rollout", "undo", "deployment/" + app.name());
  }

  public void scales(App app, int replicas) {
    does(app, "scale", "deployment/" + app.name(), "--replicas=" + replicas);
  }

  /** The Deployment through a client under this person's name. */
  public RollableScalableResource<Deployment> writes(App app) {
    app.datacenter().letEdit(name);
    return world
        .cluster()
        .as(name)
        .apps()
        .deployments()
        .inNamespace(app.namespace())
        .withName(app.name());
  }
}
