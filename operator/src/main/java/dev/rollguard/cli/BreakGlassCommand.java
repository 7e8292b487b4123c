package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.cli.request.BadArgumentException;
import dev.rollguard.cli.request.Overrides;
import dev.rollguard.core.gate.Moments;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** In an emergency, whatever the gates say. */
@Command(
    name = "break-glass",
    description =
        "Lets one change, or every change of a datacenter, through at once, whatever the gates say,"
            + " for a short time. Somebody else must confirm it, or it lapses. It cannot be taken"
            + " back, and everything that passes under it is recorded.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard break-glass chat-api -n chat --reason \"fix for the outage\"",
      "  kubectl rollguard break-glass --datacenter dc1 --reason \"evacuating dc1\" --for 1h",
      "  kubectl rollguard break-glass confirm dc1-7x2kq --comment \"I lead the incident\"",
      "  kubectl rollguard break-glass list"
    })
final class BreakGlassCommand extends Action {
  /** Not required for the parser, which would ask list and confirm for it, too. */
  @ArgGroup(multiplicity = "0..1")
  private @Nullable Subject subject;

  @Option(names = "--reason", description = "Why; it is kept in the record. Required.")
  private String reason = "";

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long, such as 30m; default: as long as the chart allows, two hours.")
  private @Nullable String length;

  @Mixin private final Zone zone = new Zone();
  @Mixin private final Patience patience = new Patience();

  /** One of them. */
  static final class Subject {
    @Option(names = "--datacenter", description = "Every change of this datacenter.")
    private @Nullable String datacenter;

    @Option(names = "--change", paramLabel = "NAME", description = "This Change.")
    private @Nullable String change;

    @Parameters(
        paramLabel = "DEPLOYMENT",
        arity = "0..1",
        description = "The change of this Deployment that is held.")
    private @Nullable String deployment;
  }

  record Result(
      String breakGlass,
      @Nullable String datacenter,
      @Nullable String change,
      @Nullable String state,
      @Nullable String activeUntil,
      String message) {}

  BreakGlassCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var draft = draft(session);
    var yaml = Overrides.yaml(draft);
    var created = session.client().resource(draft).create();
    var name = created.getMetadata().getName();
    var seen =
        patience.until(() ->
            Optional.ofNullable(session.client().resources(BreakGlass.class).withName(name).get())
                .filter(b -> b.getStatus().getActiveUntil() != null));
    show(seen.orElse(created), yaml);
    return Exit.OK;
  }

  private BreakGlass draft(Session session) {
    var until = Optional.ofNullable(length).map(l -> zone.times(shell).ahead("--for", l));
    if (subject == null) {
      throw new BadArgumentException(
          "Say what to let through: --datacenter, --change or the name of a Deployment.");
    }
    if (subject.datacenter != null) {
      return Overrides.ofDatacenter(subject.datacenter, reason, until);
    }
    var named =
        subject.change != null
            ? "change/" + subject.change.replaceFirst("^change/", "")
            : String.valueOf(subject.deployment);
    return Overrides.ofChange(new Found(session).change(named), reason, until);
  }

  private void show(BreakGlass override, String yaml) {
    var name = override.getMetadata().getName();
    var status = override.getStatus();
    var message = message(override);
    var result =
        new Result(
            name,
            override.getSpec().getDatacenter(),
            Overrides.change(override).orElse(null),
            status.getState() == null ? null : status.getState().name(),
            status.getActiveUntil(),
            message);
    output.show(
        shell,
        result,
        style ->
            """
            %s
            Somebody else confirms it with:
              kubectl rollguard break-glass confirm %s --comment "…"
            or: kubectl patch breakglasses.rollguard.dev %s --type=merge -p '{"spec":{"confirmation":{"comment":"…"}}}'
            The same in plain YAML, for kubectl create -f:
            %s\
            """
                .formatted(style.bold(message), name, name, yaml.indent(2)));
  }

  private String message(BreakGlass override) {
    var what =
        Overrides.change(override)
            .map(c -> "Change " + c + " is let through")
            .orElse(
                "Changes of datacenter %s are let through"
                    .formatted(override.getSpec().getDatacenter()));
    var confirm =
        Moments.parse(override.getStatus().getActiveUntil())
            .map(zone::show)
            .map(t -> "it lapses at " + t + " unless somebody else confirms it.")
            .orElse(
                "it lapses after 15 minutes, or what the chart says, unless somebody else confirms it.");
    return "BreakGlass/%s is open: %s, and %s"
        .formatted(override.getMetadata().getName(), what, confirm);
  }

  /** For those who read when. */
  static String shown(Zone zone, @Nullable String moment) {
    return Moments.parse(moment).map((Instant t) -> zone.show(t)).orElse("");
  }
}
