package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.cli.request.Times;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The way out when nothing else helps: the API server stops asking Rollguard's policies. */
@Command(
    name = "rescue",
    description =
        "Frees the cluster when Rollguard itself is the problem: without its policies' bindings the"
            + " API server holds and refuses nothing. Prints what it would do; does it with --yes."
            + " A running operator makes its bindings again, so stop it first.",
    footerHeading = "%nExamples:%n",
    footer = {"  kubectl rollguard rescue", "  kubectl rollguard rescue --yes"})
final class RescueCommand extends Action {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final String NAME_LABEL = "app.kubernetes.io/name";
  private static final String COMMAND =
      "kubectl delete mutatingadmissionpolicybindings,validatingadmissionpolicybindings -l "
          + Labels.PART_OF
          + "="
          + Labels.PART_OF_VALUE;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "5s",
      description = "How long to see whether an operator makes the bindings again; default: 5s.")
  private String wait = "5s";

  /**
   * What is to be done, or was.
   *
   * @param done whether the cluster is free now
   * @param stop commands that stop the operator
   * @param held absent when the user may not list Deployments
   */
  record Result(
      boolean done,
      String command,
      List<String> stop,
      List<String> bindings,
      @Nullable List<String> held,
      String message) {}

  RescueCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var longest = Times.duration("--wait", wait);
    var bindings = bindings(session);
    if (yes) {
      bindings.forEach(b -> session.client().resource(b).delete());
    }
    var made =
        yes
            ? Patience.until(
                longest, () -> Optional.of(bindings(session)).filter(again -> !again.isEmpty()))
            : Optional.<List<HasMetadata>>empty();
    var message = message(bindings.size(), made.isPresent());
    var result =
        new Result(
            yes && made.isEmpty(),
            COMMAND,
            stop(session),
            bindings.stream().map(b -> b.getMetadata().getName()).toList(),
            labelled(session, Labels.HELD, Labels.TRUE)
                .map(all -> all.stream().map(Workload::path).sorted().toList())
                .orElse(null),
            message);
    output.show(shell, result, style -> text(result));
    if (made.isPresent()) {
      shell.err().println(message);
    }
    return made.isPresent() ? Exit.FAILED : Exit.OK;
  }

  private String message(int bindings, boolean madeAgain) {
    if (!yes) {
      return "Nothing was done; %d bindings would be deleted. Do it with --yes, or with: %s."
          .formatted(bindings, COMMAND);
    }
    return madeAgain
        ? "%d bindings were deleted, and a running operator has made them again: stop it first."
            .formatted(bindings)
        : "%d bindings are deleted: the API server holds and refuses nothing any more."
            .formatted(bindings);
  }

  private static List<HasMetadata> bindings(Session session) {
    return Stream.concat(
            bindings(session, MutatingAdmissionPolicyBinding.class),
            bindings(session, ValidatingAdmissionPolicyBinding.class))
        .toList();
  }

  /** An API server that cannot hold does not know the mutating ones. */
  private static Stream<? extends HasMetadata> bindings(
      Session session, Class<? extends HasMetadata> kind) {
    try {
      return Pages.all(
          session.client().resources(kind).withLabel(Labels.PART_OF, Labels.PART_OF_VALUE))
          .stream();
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        return Stream.of();
      }
      throw e;
    }
  }

  private static List<String> stop(Session session) {
    return labelled(session, NAME_LABEL, Labels.PART_OF_VALUE).orElse(List.of()).stream()
        .map(Workload::getMetadata)
        .map(m ->
            "kubectl scale deployment %s -n %s --replicas=0"
                .formatted(m.getName(), m.getNamespace()))
        .toList();
  }

  /** Empty when the user may not look: that must not be in the way of a rescue. */
  private static Optional<List<Workload>> labelled(Session session, String label, String value) {
    try {
      return Optional.of(
          Pages.all(
              session.client().resources(Workload.class).inAnyNamespace().withLabel(label, value)));
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String text(Result result) {
    var lines = new ArrayList<String>();
    lines.add(result.message());
    if (!result.done()) {
      lines.add("A running operator makes its bindings again within a second. Stop it first:");
      lines.addAll(
          result.stop().isEmpty()
              ? List.of("  kubectl scale deployment rollguard -n rollguard --replicas=0")
              : result.stop().stream().map(c -> "  " + c).toList());
    }
    lines.addAll(held(result.held()));
    lines.add(
        "To come back: helm upgrade the release with the values it had; the bindings are made again.");
    return String.join("\n", lines) + "\n";
  }

  private static List<String> held(@Nullable List<String> held) {
    if (held == null) {
      return List.of(
          "Which Deployments are held you may not list; each stays paused until kubectl rollout resume.");
    }
    if (held.isEmpty()) {
      return List.of("No Deployment is held.");
    }
    var lines = new ArrayList<String>();
    lines.add(
        "These Deployments are held and stay paused; let each go on with kubectl rollout resume:");
    held.forEach(d -> {
      var slash = d.indexOf('/');
      lines.add(
          "  kubectl rollout resume deployment/%s -n %s"
              .formatted(d.substring(slash + 1), d.substring(0, slash)));
    });
    return lines;
  }
}
