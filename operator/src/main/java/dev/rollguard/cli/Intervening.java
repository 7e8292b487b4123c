package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.cli.request.Intervention;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody ends a change. */
abstract class Intervening extends Action {
  @Parameters(
      paramLabel = "DEPLOYMENT|CHANGE",
      description = "The Deployment or the Change: NAME, deployment/NAME or change/NAME.")
  private String subject = "";

  @Option(names = "--reason", required = true, description = "Why; it is kept in the record.")
  private String reason = "";

  @Mixin private final Patience patience = new Patience();

  private final Intervention intervention;

  record Result(
      String namespace,
      String change,
      @Nullable String state,
      @Nullable String reason,
      String message) {}

  Intervening(Shell shell, Intervention intervention) {
    super(shell);
    this.intervention = intervention;
  }

  @Override
  int run(Session session) {
    var found = new Found(session);
    var change = found.change(subject);
    intervention
        .refusal(change)
        .ifPresent(sentence -> {
          throw new FailedException(sentence);
        });
    var asked = Merge.into(found.at(change), intervention.patch(reason));
    var ended =
        patience.until(() ->
            Optional.ofNullable(found.at(change).get())
                .filter(c -> intervention.outcome(c).isPresent()));
    show(ended.orElse(asked));
    var failed = ended.isPresent() && !intervention.succeeded(ended.get());
    return failed || ended.isEmpty() && patience.waits() ? Exit.FAILED : Exit.OK;
  }

  private void show(Change change) {
    var status = change.getStatus();
    var message =
        intervention
            .outcome(change)
            .orElse(
                "It is asked for, and the operator has not done it yet; see: kubectl describe changes.rollguard.dev -n %s %s."
                    .formatted(
                        change.getMetadata().getNamespace(), change.getMetadata().getName()));
    output.show(
        shell,
        new Result(
            change.getMetadata().getNamespace(),
            change.getMetadata().getName(),
            status.getState() == null ? null : status.getState().name(),
            status.getReason(),
            message),
        style -> message + "\n");
  }
}
