package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.controller.check.CheckRunStatuses.Reason;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.observe.CheckCaches;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together the template of a run, as it is now, and the run's arguments. */
final class Preparations {
  private final CheckCaches checks;
  private final Templates templates;

  Preparations(CheckCaches checks, Templates templates) {
    this.checks = checks;
    this.templates = templates;
  }

  /** The checks of the run's template, compiled; empty when there are none to be had. */
  List<Blueprint> blueprints(CheckRun run) {
    return template(run)
        .map(templates::of)
        .map(compiled ->
            switch (compiled) {
              case Templates.Compiled.Valid valid -> valid.checks();
              case Templates.Compiled.Invalid invalid -> List.<Blueprint>of();
            })
        .orElse(List.of());
  }

  /**
   * @param started when the run began, or now
   */
  Preparation of(CheckRun run, Subject.Ongoing subject, Instant started) {
    var title = "CheckTemplate/" + run.getSpec().getTemplate();
    var template = template(run);
    if (template.isEmpty()) {
      return new Preparation.Stalled(
          Reason.TemplateNotFound, title + " does not exist; create it or correct the name.");
    }
    return switch (templates.of(template.get())) {
      case Templates.Compiled.Invalid(var sentence) -> invalid(title, sentence);
      case Templates.Compiled.Valid valid -> {
        try {
          var args = args(run, subject, valid.defaults(), started);
          yield new Preparation.Ready(valid.checks(), bound(run, valid.checks(), args));
        } catch (InvalidCheckException e) {
          yield invalid(title, String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private Optional<CheckTemplate> template(CheckRun run) {
    return checks.template(run.getSpec().getTemplate());
  }

  private static Preparation invalid(String title, String sentence) {
    return new Preparation.Stalled(Reason.InvalidCheck, "%s: %s".formatted(title, sentence));
  }

  /** What the run says comes before what the operator knows, and that before the defaults. */
  private static Map<String, String> args(
      CheckRun run, Subject.Ongoing subject, Map<String, String> defaults, Instant started) {
    var args = new HashMap<>(defaults);
    args.putAll(subject.args());
    args.put("start", Moments.seconds(started));
    for (ArgValue arg : run.getSpec().getArgs()) {
      args.put(arg.getName(), arg.getValue());
    }
    return args;
  }

  private static Map<String, Probe> bound(
      CheckRun run, List<Blueprint> blueprints, Map<String, String> args)
      throws InvalidCheckException {
    var aboutFault = run.getSpec().getFaultRef() != null;
    var namespace = aboutFault ? "" : run.getMetadata().getNamespace();
    var given = new Blueprint.Kind.Given(args, namespace);
    var probes = new HashMap<String, Probe>();
    for (Blueprint blueprint : blueprints) {
      try {
        probes.put(blueprint.name(), blueprint.binding().bind(given));
      } catch (InvalidCheckException e) {
        throw Templates.in(blueprint.name(), e);
      }
    }
    return probes;
  }
}
