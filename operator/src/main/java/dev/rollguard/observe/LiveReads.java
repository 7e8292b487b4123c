package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.core.gate.ApprovalFact;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What the API server has now. That somebody rejected a change, or that what comes first is not
 * healthy any more, must not be overlooked either.
 *
 * @param active the unfinished Changes of the one Deployment that is looked at
 * @param changes the Changes of a datacenter, from where they are good enough
 */
record LiveReads(
    KubernetesClient client,
    SharedReads<String, List<Fault>> faults,
    CompletableFuture<List<Change>> active,
    Function<String, List<Change>> changes)
    implements Reads {

  @Override
  public List<Change> active(Workload workload) {
    return active.join();
  }

  @Override
  public List<Fault> faults(String datacenter) {
    return faults.ask(datacenter).join();
  }

  @Override
  public List<Change> changes(String datacenter) {
    return changes.apply(datacenter);
  }

  @Override
  public List<Workload> named(String name) {
    return LiveReader.items(
        Workload.class,
        client.resources(Workload.class).inAnyNamespace().withField("metadata.name", name).list());
  }

  @Override
  public List<ApprovalFact> approvals(String namespace, String change) {
    return LiveReader.items(
            Approval.class,
            client
                .resources(Approval.class)
                .inNamespace(namespace)
                .withField("spec.changeRef.name", change)
                .list())
        .stream()
        .map(ControlFacts::approval)
        .toList();
  }
}
