package dev.rollguard.cli.report;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Fault;
import java.util.List;

/** What the cluster keeps. */
public record Kept(
    List<Change> changes,
    List<Approval> approvals,
    List<BreakGlass> overrides,
    List<Fault> faults) {}
