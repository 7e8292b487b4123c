package dev.rollguard.cli.facts;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.observe.CheckCaches;
import dev.rollguard.observe.Runs;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs that may prove faults gone, from one list.
 *
 * @param operatorUser the user name of the operator's ServiceAccount; empty when it is unknown
 */
public record FaultRuns(List<CheckRun> all, String operatorUser) implements Runs {
  /**
   * Those that say anything about these windows and faults; most sites have none, and then nothing
   * is read.
   */
  public static Runs about(
      List<ChangeWindow> windows,
      List<Fault> faults,
      String operatorUser,
      Supplier<List<CheckRun>> all) {
    return new FaultRuns(matter(windows, faults) ? all.get() : List.of(), operatorUser);
  }

  @Override
  public List<RunFact> ofChange(String namespace, String change) {
    return List.of(); // commands look at rollouts that were not asked for yet
  }

  @Override
  public List<RunFact> ofFault(String fault) {
    return all.stream()
        .filter(r -> isAbout(r.getSpec().getFaultRef(), fault))
        .map(r -> CheckCaches.fact(r, operatorUser))
        .sorted(Comparator.comparing(RunFact::createdTime).thenComparing(RunFact::name))
        .toList();
  }

  private static boolean isAbout(@Nullable ObjectRef ref, String fault) {
    return ref != null && fault.equals(ref.getName());
  }

  private static boolean matter(List<ChangeWindow> windows, List<Fault> faults) {
    return faults.stream().anyMatch(f -> f.getSpec().getResolution() != null)
        && windows.stream()
            .map(w -> w.getSpec().getGates())
            .anyMatch(
                g -> g != null && g.getFaults() != null && !g.getFaults().getVerify().isEmpty());
  }
}
