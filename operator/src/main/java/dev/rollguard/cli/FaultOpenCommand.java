package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.request.FaultDrafts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Something is wrong in a datacenter. */
@Command(
    name = "open",
    description = "Opens a fault: from now on changes in its datacenter are held.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard fault open --datacenter dc1 --severity Major \\",
      "    --summary \"Load balancer drops connections after its update\"",
      "  kubectl rollguard fault open lb-error --datacenter dc1 --severity Critical \\",
      "    --summary \"No chat for anybody\" --since 2026-05-21T08:24"
    })
final class FaultOpenCommand extends Action {
  private static final int CONFLICT = 409;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Its name; default: made from the summary.")
  private @Nullable String name;

  @Option(names = "--datacenter", required = true, description = "Where it is.")
  private String datacenter = "";

  @Option(
      names = "--severity",
      required = true,
      description = "Critical: users cannot work. Major: users notice. Minor: they hardly do.")
  private String severity = "";

  @Option(
      names = "--summary",
      required = true,
      description = "What is wrong, in one sentence; everybody who is held reads it.")
  private String summary = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "When it began: 2026-05-21T08:24+09:00, 2026-05-21T08:24 or 10m; default: now.")
  private @Nullable String since;

  @Mixin private final Zone zone = new Zone();

  record Result(String fault, String datacenter, String severity, String summary, String message) {}

  FaultOpenCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var now = shell.clock().instant();
    var began = Optional.ofNullable(since).map(s -> zone.times(shell).ago("--since", s));
    var told =
        new FaultDrafts.Told(Optional.ofNullable(name), datacenter, severity, summary, began);
    var fault = create(session, FaultDrafts.open(told, now));
    var message =
        "Fault/%s is open: changes in datacenter %s are held. Resolve it with: kubectl rollguard fault resolve %s --cause … --evidence …."
            .formatted(fault.getMetadata().getName(), datacenter, fault.getMetadata().getName());
    output.show(
        shell,
        new Result(
            fault.getMetadata().getName(),
            datacenter,
            String.valueOf(fault.getSpec().getSeverity()),
            fault.getSpec().getSummary(),
            message),
        style -> message + "\n");
    return Exit.OK;
  }

  /** A name that nobody chose may be taken by a fault of the past. */
  private Fault create(Session session, Fault fault) {
    try {
      return session.client().resource(fault).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT || name != null) {
        throw e;
      }
      var again = FaultDrafts.again(fault, shell.clock().instant());
      return session.client().resource(again).create();
    }
  }
}
