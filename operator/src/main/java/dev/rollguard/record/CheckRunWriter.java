package dev.rollguard.record;

import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunSpec;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.WantedRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Creates runs of checks. What is asked for twice, by two looks or after a crash, gets the same
 * name and so exists once.
 */
public final class CheckRunWriter {
  private static final int CONFLICT = 409;
  private static final int NAME_LENGTH = 200;

  private final KubernetesClient client;
  private final Consumer<CheckRun> wrote;
  private final String operatorUser;

  /**
   * @param wrote is told of every run that the API server stored
   * @param operatorUser the user name of the operator's ServiceAccount
   */
  public CheckRunWriter(KubernetesClient client, Consumer<CheckRun> wrote, String operatorUser) {
    this.client = client;
    this.wrote = wrote;
    this.operatorUser = operatorUser;
  }

  /**
   * What a run is about.
   *
   * @param namespace where the run lives
   * @param about with which it goes
   * @param bind writes the reference to the subject into the spec
   */
  public record Subject(
      String namespace, HasMetadata about, CheckPurpose purpose, Consumer<CheckRunSpec> bind) {}

  /**
   * Creates the run; one that is there already is left as it is.
   *
   * @param args more than the window gives; these come last
   */
  public void create(Subject subject, WantedRun wanted, Map<String, String> args) {
    var all = new TreeMap<>(wanted.check().args());
    all.putAll(args);
    var spec = new CheckRunSpec();
    spec.setType(CheckRunType.Run);
    spec.setPurpose(subject.purpose());
    spec.setTemplate(wanted.check().template());
    spec.setArgs(all.entrySet().stream().map(e -> arg(e.getKey(), e.getValue())).toList());
    spec.setAttempt(wanted.attempt().isEmpty() ? null : wanted.attempt());
    subject.bind().accept(spec);
    var run = new CheckRun();
    run.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(subject.namespace())
            .withName(name(subject, wanted))
            // Written by a policy for everybody; not where Kubernetes is too old for it.
            .withLabels(Map.of(Labels.ACTIVE, Labels.TRUE))
            .withAnnotations(Map.of(Labels.CREATED_BY, operatorUser))
            .withOwnerReferences(owner(subject.about()))
            .build());
    run.setSpec(spec);
    create(run);
  }

  private void create(CheckRun run) {
    try {
      wrote.accept(client.resource(run).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      wrote.accept(client.resource(run).require());
    }
  }

  private static OwnerReference owner(HasMetadata about) {
    return new OwnerReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .build();
  }

  private static ArgValue arg(String name, String value) {
    var arg = new ArgValue();
    arg.setName(name);
    arg.setValue(value);
    return arg;
  }

  private static String name(Subject subject, WantedRun wanted) {
    var check = wanted.check();
    var args = new StringBuilder();
    check.args().entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(e -> args.append(e.getKey()).append('=').append(e.getValue()).append('\n'));
    var id =
        String.join(
            "\n",
            subject.about().getMetadata().getUid(),
            subject.purpose().name(),
            check.template(),
            wanted.attempt(),
            args);
    var key = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    var readable = subject.about().getMetadata().getName() + "-" + check.template();
    return (readable.length() <= NAME_LENGTH ? readable : readable.substring(0, NAME_LENGTH))
        + "-"
        + key.substring(0, 8);
  }
}
