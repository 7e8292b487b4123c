package dev.rollguard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.cli.request.Votes;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Somebody decides about a held change, with open eyes. */
abstract class Voting extends Action {
  @Parameters(
      paramLabel = "DEPLOYMENT|CHANGE",
      description =
          "The Deployment whose change is held, or the Change: NAME, deployment/NAME or change/NAME.")
  private String subject = "";

  @Mixin private final Patience patience = new Patience();

  record Result(
      String namespace,
      String change,
      String approval,
      String decision,
      @Nullable Boolean counted,
      @Nullable String state,
      List<String> gate,
      String message) {}

  Voting(Shell shell) {
    super(shell);
  }

  abstract Approval vote(Change change);

  /** What was done, before the operator's word on it. */
  abstract String done(Change change);

  @Override
  int run(Session session) {
    var found = new Found(session);
    var change = found.change(subject);
    refuseWhatIsNotHeld(change);
    var vote = vote(change);
    Votes.view(change).forEach(shell.err()::println);
    Votes.warning(change, user(session)).ifPresent(shell.err()::println);
    var created = session.client().resource(vote).create();
    var looked = patience.until(() -> looked(session, created, found.at(change).get()));
    var now = Optional.ofNullable(found.at(change).get()).orElse(change);
    show(created, looked.orElse(created), now);
    return counts(looked) ? Exit.OK : Exit.FAILED;
  }

  /** What the operator does not count is not done; who does not wait does not want to know. */
  private boolean counts(Optional<Approval> looked) {
    return looked
        .map(vote -> !Boolean.FALSE.equals(vote.getStatus().getCounted()))
        .orElse(!patience.waits());
  }

  private static void refuseWhatIsNotHeld(Change change) {
    var state = change.getStatus().getState();
    if (state != null && state != ChangeState.Held) {
      throw new FailedException(
          "Change/%s in namespace %s is %s, so nobody needs to decide about it."
              .formatted(
                  change.getMetadata().getName(), change.getMetadata().getNamespace(), state));
    }
  }

  /** The vote once the operator has looked at it, or the change has gone on because of it. */
  private static Optional<Approval> looked(
      Session session, Approval created, @Nullable Change change) {
    var vote = Optional.ofNullable(session.client().resource(created).get());
    var goneOn = change == null || change.getStatus().getState() != ChangeState.Held;
    return vote.filter(v -> goneOn || v.getStatus().getCounted() != null);
  }

  private void show(Approval created, Approval looked, Change change) {
    var message = done(change) + " " + word(looked);
    var gate = Votes.standing(change);
    var state = change.getStatus().getState();
    var result =
        new Result(
            change.getMetadata().getNamespace(),
            change.getMetadata().getName(),
            created.getMetadata().getName(),
            String.valueOf(created.getSpec().getDecision()),
            looked.getStatus().getCounted(),
            state == null ? null : state.name(),
            gate,
            message);
    var stands = state == null || state == ChangeState.Held ? gate : List.of(ended(change));
    output.show(
        shell,
        result,
        style ->
            message + "\n" + String.join("", stands.stream().map(l -> "  " + l + "\n").toList()));
  }

  private static String ended(Change change) {
    return "Change/%s is %s."
        .formatted(change.getMetadata().getName(), change.getStatus().getState());
  }

  private static String word(Approval vote) {
    var status = vote.getStatus();
    if (status.getCounted() == null) {
      return "The operator has not said yet whether it counts; see: kubectl get approvals.rollguard.dev -n %s %s -o wide."
          .formatted(vote.getMetadata().getNamespace(), vote.getMetadata().getName());
    }
    return Optional.ofNullable(status.getMessage())
        .orElse(status.getCounted() ? "It counts." : "It does not count.");
  }

  /** Who the API server takes the user for; empty when it does not say. */
  private static String user(Session session) {
    var question = Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview");
    try {
      var answer =
          session
              .client()
              .raw("/apis/authentication.k8s.io/v1/selfsubjectreviews", "POST", question);
      return new ObjectMapper()
          .readTree(String.valueOf(answer))
          .at("/status/userInfo/username")
          .asText("");
    } catch (KubernetesClientException | JsonProcessingException e) {
      // The warning is a kindness; the policy stamps who it was anyway.
      return "";
    }
  }
}
