package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.api.v1alpha1.Report;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** A CheckRun as somebody writes it for kubectl create. */
public final class RunDraft {
  private final CheckRun run = new CheckRun();

  private RunDraft(String template, CheckPurpose purpose) {
    run.setMetadata(new ObjectMetaBuilder().withGenerateName("by-hand-").build());
    run.getSpec().setTemplate(template);
    run.getSpec().setPurpose(purpose);
  }

  /** One more pre-test of what the Change asks for. */
  public static RunDraft preTest(Change change, String template) {
    return of(change, template, CheckPurpose.PreTest);
  }

  public static RunDraft of(Change change, String template, CheckPurpose purpose) {
    var draft = new RunDraft(template, purpose);
    draft.run.getSpec().setChangeRef(ref(change.getMetadata().getName()));
    return draft.testing(change.getSpec().getTemplateHash());
  }

  /** One more proof that the fault is gone. */
  public static RunDraft verification(OpenedFault fault, Template template) {
    var draft = new RunDraft(template.name(), CheckPurpose.Verification);
    draft.run.getSpec().setFaultRef(ref(fault.name()));
    return draft;
  }

  private static ObjectRef ref(String name) {
    var ref = new ObjectRef();
    ref.setName(name);
    return ref;
  }

  /** What was tested. */
  public RunDraft testing(String templateHash) {
    run.getSpec().setTemplateHash(templateHash);
    return this;
  }

  /** Somebody else ran the tests. */
  public RunDraft reported(CheckVerdict verdict) {
    var report = new Report();
    report.setVerdict(verdict);
    report.setSummary("412 tests in staging");
    report.setUrl("https://ci.example/builds/7");
    run.getSpec().setType(CheckRunType.External);
    run.getSpec().setReport(report);
    return this;
  }

  /** With a name for its author that the author chose. */
  public RunDraft signedAs(String user) {
    run.getMetadata().getAnnotations().put(Labels.CREATED_BY, user);
    return this;
  }

  public CheckRun build() {
    return run;
  }

  String manifest() {
    return Serialization.asYaml(run);
  }
}
