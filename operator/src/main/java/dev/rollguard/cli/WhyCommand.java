package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.cli.story.Story;
import dev.rollguard.cli.story.Teller;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why a rollout is held. */
@Command(
    name = "why",
    description = {
      "Says why the rollout of a Deployment is held: who asked, what differs, how risky it is,",
      "what each gate says, until when, and what to do. When nothing is held: what it last did."
    },
    footer = {
      "",
      "Examples:",
      "  kubectl rollguard why chat-api -n chat",
      "  kubectl rollguard why change/chat-api-d081e616 -n chat -o yaml"
    })
final class WhyCommand extends Action {
  @Parameters(
      paramLabel = "DEPLOYMENT",
      description = "Name of the Deployment, or change/NAME for one of its changes.")
  private String subject = "";

  WhyCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var story = story(session);
    output.show(shell, story, style -> new WhyText(style, shell.clock().instant()).of(story));
    return Exit.OK;
  }

  private Story story(Session session) {
    var namespace = session.namespace();
    var slash = subject.indexOf('/');
    var name = subject.substring(slash + 1);
    var kind = subject.substring(0, Math.max(slash, 0));
    return switch (kind) {
      case "deployment", "deployments", "deploy" ->
          ofDeployment(session, name).orElseThrow(() -> nothing("Deployment", name, namespace));
      case "change", "changes", "chg" ->
          ofChange(session, name).orElseThrow(() -> nothing("Change", name, namespace));
      case "" -> {
        var change = session.reader().get(Change.class, Paths.change(namespace, name));
        yield ofDeployment(session, name)
            .or(() -> change.await().map(c -> teller(session, name).of(c)))
            .orElseThrow(() -> nothing("Deployment or Change", name, namespace));
      }
      default ->
          throw new FailedException(
              Exit.USAGE,
              "\"%s\" is neither a Deployment nor a Change; write NAME, deployment/NAME or change/NAME."
                  .formatted(subject));
    };
  }

  private static Optional<Story> ofDeployment(Session session, String name) {
    var reader = session.reader();
    var namespace = session.namespace();
    var deployment = reader.json(Paths.deployment(namespace, name));
    var changes = reader.list(Change.class, Paths.changesOf(namespace, name)).await();
    return new Teller(namespace, name, deployment.awaitIfAllowed().flatMap(d -> d), changes).tell();
  }

  private static Optional<Story> ofChange(Session session, String name) {
    return session
        .reader()
        .get(Change.class, Paths.change(session.namespace(), name))
        .await()
        .map(c -> teller(session, name).of(c));
  }

  private static Teller teller(Session session, String name) {
    return new Teller(session.namespace(), name, Optional.empty(), List.of());
  }

  private static FailedException nothing(String kind, String name, String namespace) {
    return new FailedException(
        "There is no %s \"%s\" in namespace %s; give another namespace with -n."
            .formatted(kind, name, namespace));
  }
}
