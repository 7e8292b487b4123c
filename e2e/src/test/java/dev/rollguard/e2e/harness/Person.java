package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Somebody who works with kubectl, under their own name. */
public final class Person {
  private final World world;
  private final String name;
  private final List<String> also;

  Person(World world, String name) {
    this(world, name, List.of());
  }

  private Person(World world, String name, List<String> also) {
    this.world = world;
    this.name = name;
    this.also = also;
  }

  /** The same person as a member of groups. */
  public Person in(String... groups) {
    return with(Stream.of(groups).map(g -> "--as-group=" + g).toList());
  }

  /** Another user object of the same name. */
  public Person withUid(String uid) {
    return with(List.of("--as-uid=" + uid));
  }

  private Person with(List<String> flags) {
    return new Person(world, name, Stream.concat(also.stream(), flags.stream()).toList());
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
    words.addAll(also);
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

  /** kubectl create, whatever it answers. */
  public Outcome triesToCreate(App app, ApprovalDraft approval) {
    return kubectl(app, approval.manifest(), "create", "-o", "name", "-f", "-");
  }

  /** Writes an approval or a rejection, with the right to. Answers its name. */
  public String creates(App app, ApprovalDraft approval) {
    having("approver", app);
    var created = triesToCreate(app, approval).orFail().output().strip();
    return created.substring(created.indexOf('/') + 1);
  }

  /** Approves the newest Change, as it is now. */
  public String approves(App app) {
    return creates(app, ApprovalDraft.approving(app.recorded()));
  }

  /** Rejects the newest Change. */
  public String rejects(App app, String comment) {
    return creates(app, ApprovalDraft.rejecting(app.recorded(), comment));
  }

  /** Takes an approval back. */
  public Outcome triesToWithdraw(App app, String approval) {
    return tries(app, "delete", "approval", approval);
  }

  /** Asks for the newest Change to be cancelled, whatever the answer is. */
  public Outcome triesToCancel(App app, String why) {
    return annotates(app, Labels.CANCEL, why);
  }

  public void cancels(App app, String why) {
    having("change-manager", app).triesToCancel(app, why).orFail();
  }

  /** Asks for the newest Change to be reverted, whatever the answer is. */
  public Outcome triesToRevert(App app, String why) {
    return annotates(app, Labels.REVERT, why);
  }

  public void reverts(App app, String why) {
    having("change-manager", app).triesToRevert(app, why).orFail();
  }

  private Outcome annotates(App app, String key, String why) {
    var change = app.recorded().getMetadata().getName();
    return tries(app, "annotate", "change", change, key + "=" + why);
  }

  /** Opens an override, whatever the answer is. */
  public Outcome triesToBreakGlass(BreakGlassDraft draft) {
    return overrides(draft.manifest(), "create", "-f", "-");
  }

  /** Opens an override, with the right to. */
  public OpenedGlass breaksGlass(BreakGlassDraft draft) {
    mayBreakGlass().triesToBreakGlass(draft).orFail();
    return world.remember(new OpenedGlass(world.cluster(), draft.name()));
  }

  /** The second person's word, whatever the answer is. */
  public Outcome triesToConfirm(OpenedGlass glass) {
    var json = "{\"spec\": {\"confirmation\": {\"comment\": \"Seen on the same call\"}}}";
    return overrides("", "patch", "breakglass", glass.name(), "--type=merge", "-p", json);
  }

  public void confirms(OpenedGlass glass) {
    mayBreakGlass().triesToConfirm(glass).orFail();
  }

  /** Deletes an override, whatever the answer is. */
  public Outcome triesToDelete(OpenedGlass glass) {
    return overrides("", "delete", "breakglass", glass.name());
  }

  /** This person may open and confirm overrides. */
  public Person mayBreakGlass() {
    world.grantEverywhere(name, "break-glass");
    return this;
  }

  private Outcome overrides(String input, String... arguments) {
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--as", name));
    words.addAll(also);
    return world.cluster().tool("kubectl", input, words);
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
