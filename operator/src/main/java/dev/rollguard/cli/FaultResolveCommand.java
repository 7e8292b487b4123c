package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.request.FaultDrafts;
import dev.rollguard.core.gate.Moments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The fault is over. */
@Command(
    name = "resolve",
    description =
        "Resolves a fault. Changes are let through when the quiet period has run, and when the"
            + " checks that a window asks for have proved that it is gone.",
    footerHeading = "%nExample:%n",
    footer = {
      "  kubectl rollguard fault resolve lb-error --cause \"health check pointed at the old port\" \\",
      "    --evidence https://dashboards.example/lb"
    })
final class FaultResolveCommand extends Action {
  @Parameters(paramLabel = "NAME", description = "The fault.")
  private String name = "";

  @Option(names = "--cause", required = true, description = "Why it happened.")
  private String cause = "";

  @Option(
      names = "--evidence",
      required = true,
      description = "What proves that it is over, such as a link to a dashboard.")
  private String evidence = "";

  @Mixin private final Zone zone = new Zone();
  @Mixin private final Patience patience = new Patience();

  record Result(String fault, @Nullable String quietUntil, String message) {}

  FaultResolveCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var fault = session.client().resources(Fault.class).withName(name);
    var resolved = Merge.into(fault, FaultDrafts.resolution(cause, evidence));
    var generation = Optional.ofNullable(resolved.getMetadata().getGeneration());
    var seen =
        patience.until(() ->
            Optional.ofNullable(fault.get())
                .filter(f -> f.getStatus().getResolvedTime() != null)
                .filter(f ->
                    generation.equals(Optional.ofNullable(f.getStatus().getObservedGeneration()))));
    var quiet =
        seen.map(f -> f.getStatus().getQuietUntil())
            .flatMap(Moments::parse)
            .filter(t -> t.isAfter(shell.clock().instant()));
    var message = message(seen, quiet.map(zone::show));
    output.show(
        shell,
        new Result(name, quiet.map(Object::toString).orElse(null), message),
        style -> message + "\n");
    return Exit.OK;
  }

  private String message(Optional<Fault> seen, Optional<String> quietUntil) {
    if (seen.isEmpty()) {
      return "Fault/%s is resolved; the operator has not said yet until when it holds changes."
          .formatted(name);
    }
    return quietUntil
        .map(t -> "Fault/%s is resolved; changes stay held until %s.".formatted(name, t))
        .orElseGet(() ->
            Optional.ofNullable(seen.get().getStatus().getSummary())
                .map(s -> "Fault/%s is resolved. %s".formatted(name, s))
                .orElse("Fault/%s is resolved.".formatted(name)));
  }
}
