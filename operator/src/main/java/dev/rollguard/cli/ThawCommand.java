package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.request.Freezes;
import dev.rollguard.cli.request.WhatHolds;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a freeze. */
@Command(
    name = "thaw",
    description =
        "Ends the freeze of a datacenter and says what still holds changes there. What the freeze"
            + " held is handed to the other windows or released.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl rollguard thaw dc1",
      "",
      "The same with kubectl:",
      "  kubectl delete changewindows.rollguard.dev freeze-dc1"
    })
final class ThawCommand extends Action {
  @Parameters(paramLabel = "DATACENTER", description = "The datacenter.")
  private String datacenter = "";

  record Result(String datacenter, String window, List<String> holds, String message) {}

  ThawCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run(Session session) {
    var name = Freezes.name(datacenter);
    var windows = session.client().resources(ChangeWindow.class);
    var freeze =
        Optional.ofNullable(windows.withName(name).get())
            .orElseThrow(() ->
                new FailedException(
                    "Datacenter %s is not frozen: there is no ChangeWindow/%s."
                        .formatted(datacenter, name)));
    if (!Freezes.isFreeze(freeze)) {
      throw new FailedException(
          "ChangeWindow/%s is not a freeze of this command, so it is left alone.".formatted(name));
    }
    var others =
        windows.list().getItems().stream()
            .filter(w -> datacenter.equals(w.getSpec().getDatacenter()))
            .filter(w -> !name.equals(w.getMetadata().getName()))
            .toList();
    var faults = session.client().resources(Fault.class).list().getItems();
    var holds = WhatHolds.in(datacenter, others, faults, shell.clock().instant());
    windows.withName(name).delete();
    var message = message(others, holds);
    output.show(shell, new Result(datacenter, name, holds, message), style -> text(message, holds));
    return Exit.OK;
  }

  private String message(List<ChangeWindow> others, List<String> holds) {
    if (others.isEmpty()) {
      return "Datacenter %s is thawed; no ChangeWindow governs it any more, so changes roll out."
          .formatted(datacenter);
    }
    return holds.isEmpty()
        ? "Datacenter %s is thawed; changes roll out.".formatted(datacenter)
        : "Datacenter %s is thawed; this still holds changes:".formatted(datacenter);
  }

  private static String text(String message, List<String> holds) {
    var text = new StringBuilder(message).append('\n');
    holds.forEach(h -> text.append("  ").append(h).append('\n'));
    return text.toString();
  }
}
