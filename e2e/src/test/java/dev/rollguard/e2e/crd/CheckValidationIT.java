package dev.rollguard.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.Canary;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.CheckRef;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.Comparison;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.HttpCheck;
import dev.rollguard.api.v1alpha1.HttpHeader;
import dev.rollguard.api.v1alpha1.PreTest;
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

/** What a real API server makes of the smallest and of the largest checks. */
class CheckValidationIT {
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
  void absentFieldsOfACheckAreWhatTheOperatorTakesThemFor() {
    Check check =
        read(
                CheckTemplate.class,
                """
                spec: {checks: [{name: a, prometheus: {provider: main, query: up,
                  compare: {baselineQuery: up}}}]}
                """)
            .getSpec()
            .getChecks()
            .getFirst();

    assertThat(check.getInitialDelay()).isEqualTo(Defaults.INITIAL_DELAY);
    assertThat(check.getInterval()).isEqualTo(Defaults.INTERVAL);
    assertThat(check.getCount()).as("depends on the kind of check").isNull();
    assertThat(check.getTimeout()).as("depends on the kind of check").isNull();
    assertThat(check.getFailureLimit()).isEqualTo(Defaults.FAILURE_LIMIT);
    assertThat(check.getInconclusiveLimit()).isEqualTo(Defaults.INCONCLUSIVE_LIMIT);
    assertThat(check.getNoData()).isEqualTo(Defaults.NO_DATA);
    Comparison compare =
        Objects.requireNonNull(Objects.requireNonNull(check.getPrometheus()).getCompare());
    assertThat(compare.getDirection()).isEqualTo(Defaults.DIRECTION);
    assertThat(compare.getConfidence()).isEqualTo(Defaults.CONFIDENCE);
    assertThat(compare.getMinEffect()).isEqualTo(Defaults.MIN_EFFECT);
    assertThat(compare.getMinSamples()).isEqualTo(Defaults.MIN_SAMPLES);
  }

  @Test
  void absentFieldsOfARequestAreWhatTheOperatorTakesThemFor() {
    HttpCheck http =
        Objects.requireNonNull(
            read(CheckTemplate.class, "spec: {checks: [{name: a, http: {url: 'http://a'}}]}")
                .getSpec()
                .getChecks()
                .getFirst()
                .getHttp());

    assertThat(http.getMethod()).isEqualTo(Defaults.HTTP_METHOD);
    assertThat(http.getRedirects()).isEqualTo(Defaults.REDIRECTS);
    assertThat(http.getExpectedStatus()).isEmpty();
  }

  @Test
  void absentFieldsOfTheGatesAreWhatTheOperatorTakesThemFor() {
    Gates gates =
        Objects.requireNonNull(
            read(
                    ChangeWindow.class,
                    "spec: {datacenter: a, gates: {canary: {}, preTests: [{template: a}]}}")
                .getSpec()
                .getGates());

    PreTest preTest = gates.getPreTests().getFirst();
    assertThat(preTest.getValidFor()).isEqualTo(Defaults.VALID_FOR);
    assertThat(preTest.getAccept()).isEqualTo(Defaults.ACCEPT);
    Canary canary = Objects.requireNonNull(gates.getCanary());
    assertThat(canary.getMode()).isEqualTo(Defaults.CANARY_MODE);
    assertThat(canary.getReplicas()).isEqualTo(Defaults.CANARY_REPLICAS);
    assertThat(canary.getSoak()).isEqualTo(Defaults.SOAK);
    assertThat(canary.getDeadline()).isEqualTo(Defaults.CANARY_DEADLINE);
    assertThat(canary.getOnFailure()).isEqualTo(Defaults.CANARY_FAILURE);
  }

  @Test
  void withoutGatesThereIsNoCanaryAndNoTest() {
    Gates gates =
        Objects.requireNonNull(
            read(ChangeWindow.class, "spec: {datacenter: a}").getSpec().getGates());

    assertThat(gates.getCanary()).isNull();
    assertThat(gates.getPreTests()).isEmpty();
    assertThat(Objects.requireNonNull(gates.getFaults()).getVerify()).isEmpty();
  }

  @Test
  void aRunIsOneOfTheOperatorUnlessItSaysOtherwise() {
    CheckRun run =
        read(
            CheckRun.class,
            """
            metadata: {namespace: default}
            spec: {purpose: Verification, template: a, faultRef: {name: b}, args: [{name: c, value: ''}]}
            """);

    assertThat(run.getSpec().getType()).isEqualTo(Defaults.CHECK_RUN_TYPE);
    assertThat(run.getSpec().getArgs().getFirst().getValue()).isEmpty();
  }

  /** The operator never looks into it, so nothing of it may get lost, above all no empty map. */
  @Test
  void theTemplateOfAJobIsStoredAsItIs() {
    Check check =
        read(
                CheckTemplate.class,
                """
                spec: {checks: [{name: a, job: {template: {spec: {template: {spec: {
                  volumes: [{name: tmp, emptyDir: {}}]}}}}}}]}
                """)
            .getSpec()
            .getChecks()
            .getFirst();

    assertThat(Objects.requireNonNull(check.getJob()).getTemplate())
        .hasToString("{spec={template={spec={volumes=[{emptyDir={}, name=tmp}]}}}}");
  }

  /** The cost of the rules is bounded: the largest objects are still checked in full. */
  @Test
  void theLargestTemplateIsAdmitted() {
    CheckTemplate template = new CheckTemplate();
    template.getSpec().setChecks(times(16, CheckValidationIT::largeCheck));

    assertThatCode(() -> dryRun(template)).doesNotThrowAnyException();
  }

  @Test
  void theLargestGatesAreAdmitted() {
    ChangeWindow window = new ChangeWindow();
    window.getSpec().setDatacenter("a");
    Gates gates = new Gates();
    gates.setCanary(new Canary());
    Objects.requireNonNull(gates.getCanary()).setChecks(times(16, i -> new CheckRef()));
    for (CheckRef check : Objects.requireNonNull(gates.getCanary()).getChecks()) {
      check.setTemplate("x".repeat(63));
      check.setArgs(times(32, CheckValidationIT::largeArg));
    }
    window.getSpec().setGates(gates);

    assertThatCode(() -> dryRun(window)).doesNotThrowAnyException();
  }

  private static Check largeCheck(int i) {
    Check check = new Check();
    check.setName("check-" + i);
    check.setTimeout("299s999ms");
    HttpCheck http = new HttpCheck();
    http.setUrl("https://" + "a".repeat(2040));
    http.setPass("가".repeat(1024));
    http.setHeaders(
        times(
            16,
            n -> {
              HttpHeader header = new HttpHeader();
              header.setName("X-" + "h".repeat(124) + (10 + n));
              header.setValue("v".repeat(1024));
              return header;
            }));
    check.setHttp(http);
    return check;
  }

  private static ArgValue largeArg(int i) {
    ArgValue arg = new ArgValue();
    arg.setName("a".repeat(61) + (10 + i));
    arg.setValue("v".repeat(1024));
    return arg;
  }

  private static <T> List<T> times(int count, IntFunction<T> make) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(make).toList());
  }

  private static <T extends HasMetadata> T read(Class<T> type, String yaml) {
    Map<?, ?> plain = client.getKubernetesSerialization().unmarshal(yaml, Map.class);
    return dryRun(client.getKubernetesSerialization().convertValue(plain, type));
  }

  private static <T extends HasMetadata> T dryRun(T object) {
    object.setMetadata(new ObjectMetaBuilder(object.getMetadata()).withName("crd-checks").build());
    return client.resource(object).dryRun().create();
  }
}
