package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.JobCheck;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import java.time.Duration;
import java.util.Objects;

/** Checks that are Jobs, in the namespace of the Deployment or, for a Fault, one that is named. */
final class JobKind implements Blueprint.Kind {
  private final JobProbe.Means means;
  private final String operatorNamespace;

  JobKind(JobProbe.Means means, String operatorNamespace) {
    this.means = means;
    this.operatorNamespace = operatorNamespace;
  }

  @Override
  public Binding compile(Check check, Pace pace) throws InvalidCheckException {
    var job = Objects.requireNonNull(check.getJob());
    refuseOwn(Objects.requireNonNullElse(job.getNamespace(), ""));
    return new JobBinding(job, pace.timeout());
  }

  private void refuseOwn(String namespace) throws InvalidCheckException {
    if (operatorNamespace.equals(namespace)) {
      throw new InvalidCheckException(
          "a Job in namespace %s would run beside the operator with its rights; let it run in another one."
              .formatted(namespace));
    }
  }

  private final class JobBinding implements Binding {
    private final JobCheck job;
    private final Duration timeout;

    JobBinding(JobCheck job, Duration timeout) {
      this.job = job;
      this.timeout = timeout;
    }

    @Override
    public Probe bind(Given given) throws InvalidCheckException {
      var aboutFault = given.namespace().isEmpty();
      if (aboutFault && job.getNamespace() == null) {
        throw new InvalidCheckException(
            "a Fault has no namespace in which a Job could run; set job.namespace.");
      }
      refuseOwn(given.namespace());
      var spec = JobManifest.spec(job.getTemplate(), timeout, given.args());
      return new JobProbe(
          means, timeout, shot -> JobManifest.job(job.getTemplate(), spec, shot, namespace(shot)));
    }

    private String namespace(Probe.Shot shot) {
      return shot.aboutFault()
          ? Objects.requireNonNullElse(job.getNamespace(), "")
          : shot.namespace();
    }

    /** A Job that has ended stays for its log. */
    @Override
    public void abandon(Probe.Shot shot) {
      var namespace = namespace(shot);
      var name = JobManifest.name(shot);
      var found = means.jobs().get(namespace, name);
      if (Jobs.isOf(found, shot) && JobProbe.end(found).isEmpty()) {
        means.jobs().delete(namespace, name);
      }
    }
  }
}
