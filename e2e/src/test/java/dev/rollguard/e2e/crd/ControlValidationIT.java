package dev.rollguard.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollguard.api.v1alpha1.AfterDatacenter;
import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Concurrency;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.Gates;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real API server makes of the smallest and of the largest approvals, turns and orders. */
class ControlValidationIT {
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void startTheApiServer() throws IOException {
    server = ApiServer.start();
    client = server.client();
  }

  @AfterAll
  static void endTheApiServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void absentFieldsOfTheGatesAreWhatTheOperatorTakesThemFor() {
    Gates gates = gatesOf("{approvals: [{}], concurrency: {}, after: [{datacenter: b}]}");

    ApprovalGate approvals = gates.getApprovals().getFirst();
    assertThat(approvals.getMinRisk()).isEqualTo(Defaults.MIN_RISK);
    assertThat(approvals.getCount()).isEqualTo(Defaults.APPROVALS);
    assertThat(approvals.getValidFor()).isEqualTo(Defaults.APPROVAL_VALID_FOR);
    assertThat(approvals.getGroups()).isEmpty();
    Concurrency concurrency = Objects.requireNonNull(gates.getConcurrency());
    assertThat(concurrency.getMaxInFlight()).isEqualTo(Defaults.MAX_IN_FLIGHT);
    assertThat(concurrency.getSoak()).isEqualTo(Defaults.TURN_SOAK);
    assertThat(concurrency.getAcross()).isEqualTo(Defaults.ACROSS);
    assertThat(gates.getAfter().getFirst().getSoak()).isEqualTo(Defaults.AFTER_SOAK);
  }

  @Test
  void withoutGatesNobodyIsAskedAndNothingWaits() {
    Gates gates = gatesOf("{}");

    assertThat(gates.getApprovals()).isEmpty();
    assertThat(gates.getConcurrency()).isNull();
    assertThat(gates.getAfter()).isEmpty();
  }

  /** The cost of the rules is bounded: the largest gates are still checked in full. */
  @Test
  void theLargestGatesAreAdmitted() {
    ChangeWindow window = new ChangeWindow();
    window.getSpec().setDatacenter("a");
    Gates gates = new Gates();
    gates.setApprovals(
        times(
            8,
            i -> {
              ApprovalGate gate = new ApprovalGate();
              gate.setGroups(times(16, n -> "가".repeat(254) + (10 + n)));
              return gate;
            }));
    gates.setAfter(
        times(
            8,
            i -> {
              AfterDatacenter after = new AfterDatacenter();
              after.setDatacenter("d".repeat(62) + i);
              return after;
            }));
    window.getSpec().setGates(gates);

    assertThatCode(() -> dryRun(window)).doesNotThrowAnyException();
  }

  /** Of somebody who is in as many groups as fit. */
  @Test
  void theLargestApprovalIsAdmitted() {
    Approval approval = new Approval();
    approval.setMetadata(new ObjectMetaBuilder().withNamespace("default").build());
    approval.getSpec().getChangeRef().setName("c".repeat(253));
    approval.getSpec().setTemplateHash("0".repeat(64));
    approval.getSpec().setDecision(ApprovalDecision.Approve);
    approval.getSpec().setComment("가".repeat(1024));
    approval.getSpec().setGroups(times(1024, n -> "g".repeat(252) + (1000 + n)));

    assertThatCode(() -> dryRun(approval)).doesNotThrowAnyException();
  }

  private static Gates gatesOf(String gates) {
    Map<?, ?> plain =
        client
            .getKubernetesSerialization()
            .unmarshal("spec: {datacenter: a, gates: " + gates + "}", Map.class);
    var window = client.getKubernetesSerialization().convertValue(plain, ChangeWindow.class);
    return Objects.requireNonNull(dryRun(window).getSpec().getGates());
  }

  private static <T> List<T> times(int count, IntFunction<T> make) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(make).toList());
  }

  private static <T extends HasMetadata> T dryRun(T object) {
    object.setMetadata(new ObjectMetaBuilder(object.getMetadata()).withName("crd-control").build());
    return client.resource(object).dryRun().create();
  }
}
