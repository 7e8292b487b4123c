package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.core.gate.ApprovalFact;
import java.util.List;

/** Where the looks come from that not every window asks for: caches, or the API server itself. */
interface Reads {
  /** The faults of another datacenter. */
  List<Fault> faults(String datacenter);

  /** The Changes of a datacenter that have not ended, or only a moment ago. */
  List<Change> changes(String datacenter);

  /** The Deployments of that name, in all namespaces. */
  List<Workload> named(String name);

  /** The unfinished Changes of one Deployment. */
  List<Change> active(Workload workload);

  List<ApprovalFact> approvals(String namespace, String change);
}
