package dev.rollguard.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.request.WhatHolds;
import dev.rollguard.cli.simulate.Records;
import dev.rollguard.cli.simulate.Simulation;
import dev.rollguard.cli.simulate.Totals;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a window would have done. */
@Command(
    name = "simulate",
    description =
        "Tells what the recorded changes of a range of time would have met under a window that is"
            + " not there yet. Its schedule and its faults gate are replayed; tests, canaries, approvals and turns are not.",
    footerHeading = "%nExample:%n",
    footer = {"  kubectl rollguard simulate -f window.yaml --from 30d"})
final class SimulateCommand extends Action {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      description = "The ChangeWindow; - reads it from standard input.")
  private String file = "";

  @Mixin private final Span span = new Span();

  record Result(
      String window,
      String datacenter,
      String mode,
      String from,
      String until,
      SimulationText.Sum totals,
      List<SimulationText.Row> changes) {}

  SimulateCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var window = window(session);
    var fact = readable(new Facts(WhatHolds.NO_RUNS).window(window));
    var range = span.times(shell);
    var datacenter = window.getSpec().getDatacenter();
    var changes = Pages.all(session.client().resources(Change.class).inAnyNamespace());
    var faults = Pages.all(session.client().resources(Fault.class));
    var governed = new Governed(session, window);
    var now = shell.clock().instant();
    var fates =
        new Simulation(fact, datacenter, Records.faults(faults, datacenter, now))
            .of(
                Records.changes(changes, datacenter, governed::covers),
                range.from(),
                range.until());
    var totals = Totals.of(fates);
    var result =
        new Result(
            window.getMetadata().getName(),
            datacenter,
            fact.mode().name(),
            range.from().toString(),
            range.until().toString(),
            SimulationText.sum(totals),
            fates.stream().map(SimulationText::row).toList());
    output.show(shell, result, style -> new SimulationText(fact, span.zone()).of(fates, totals));
    return Exit.OK;
  }

  private ChangeWindow window(Session session) {
    var serialization = session.client().getKubernetesSerialization();
    var text = text();
    try {
      var kind = serialization.unmarshal(text, HasKind.class);
      if (kind != null && "ChangeWindow".equals(kind.kind())) {
        var window = serialization.unmarshal(text, ChangeWindow.class);
        if (window.getMetadata().getName() != null) {
          return window;
        }
      }
    } catch (RuntimeException e) {
      throw new FailedException(Exit.USAGE, "%s is no YAML of a ChangeWindow.".formatted(file));
    }
    throw new FailedException(
        Exit.USAGE, "%s has no ChangeWindow with a name; give a file with one.".formatted(file));
  }

  /** A bean does not tell what it was read from. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record HasKind(@Nullable String kind) {}

  private String text() {
    try {
      return file.equals("-")
          ? new String(shell.in().readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new FailedException("%s cannot be read.".formatted(file));
    }
  }

  /** A window that cannot be read stays closed in the cluster; here that is a mistake to mend. */
  private static WindowFact readable(WindowFact fact) {
    if (fact.calendar() instanceof WindowFact.Calendar.Unreadable unreadable) {
      throw new FailedException(Exit.USAGE, unreadable.message());
    }
    return fact;
  }
}
