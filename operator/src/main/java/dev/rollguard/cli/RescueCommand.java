package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The way out when nothing else helps: the API server stops asking Rollguard's policies. */
@Command(
    name = "rescue",
    description =
        "Frees the cluster when Rollguard itself is the problem: without its policies' bindings the"
            + " API server holds and refuses nothing. Prints what it would do; does it with --yes.",
    footerHeading = "%nExamples:%n",
    footer = {"  kubectl rollguard rescue", "  kubectl rollguard rescue --yes"})
final class RescueCommand extends Action {
  private static final int NOT_FOUND = 404;
  private static final String COMMAND =
      "kubectl delete mutatingadmissionpolicybindings,validatingadmissionpolicybindings -l "
          + Labels.PART_OF
          + "="
          + Labels.PART_OF_VALUE;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  record Result(
      boolean done, String command, List<String> bindings, List<String> held, String message) {}

  RescueCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var bindings =
        Stream.concat(
                bindings(session, MutatingAdmissionPolicyBinding.class).stream(),
                bindings(session, ValidatingAdmissionPolicyBinding.class).stream())
            .toList();
    var held = held(session);
    if (yes) {
      bindings.forEach(b -> session.client().resource(b).delete());
    }
    var message =
        yes
            ? "%d bindings are deleted: the API server holds and refuses nothing any more."
                .formatted(bindings.size())
            : "Nothing was done; %d bindings would be deleted. Do it with --yes, or with: %s."
                .formatted(bindings.size(), COMMAND);
    var names = bindings.stream().map(b -> b.getMetadata().getName()).toList();
    output.show(
        shell, new Result(yes, COMMAND, names, held, message), style -> text(message, held));
    return Exit.OK;
  }

  /** An API server that cannot hold does not know the mutating ones. */
  private static <T extends HasMetadata> List<T> bindings(Session session, Class<T> kind) {
    try {
      return Pages.all(
          session.client().resources(kind).withLabel(Labels.PART_OF, Labels.PART_OF_VALUE));
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private static List<String> held(Session session) {
    return Pages.all(
            session
                .client()
                .resources(Workload.class)
                .inAnyNamespace()
                .withLabel(Labels.HELD, Labels.TRUE))
        .stream()
        .map(d -> d.getMetadata().getNamespace() + "/" + d.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static String text(String message, List<String> held) {
    var lines = new ArrayList<String>();
    lines.add(message);
    lines.add(
        held.isEmpty()
            ? "No Deployment is held."
            : "These Deployments are held and stay paused; let each go on with kubectl rollout resume:");
    held.forEach(d -> {
      var slash = d.indexOf('/');
      lines.add(
          "  kubectl rollout resume deployment/%s -n %s"
              .formatted(d.substring(slash + 1), d.substring(0, slash)));
    });
    lines.add(
        "The operator, when it runs, makes its bindings anew: stop it first (kubectl scale deployment rollguard -n rollguard --replicas=0).");
    lines.add(
        "To come back: helm upgrade the release with the values it had; the bindings are made again.");
    return String.join("\n", lines) + "\n";
  }
}
