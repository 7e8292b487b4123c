package dev.rollguard.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Resolution;
import dev.rollguard.api.v1alpha1.ScheduleEntry;
import dev.rollguard.api.v1alpha1.Severity;
import dev.rollguard.api.v1alpha1.WindowSchedule;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server says to good and bad objects. Every file in {@code invalid} is named after
 * the rule that it breaks and begins with the answer; a second document is a change of the first.
 */
class CrdValidationIT {
  private static final Path EXAMPLES = Path.of("../operator/src/test/resources/dev/rollguard/api");

  /** Kubernetes adds this when an object is too broken for the rules to be asked. */
  private static final String NOT_ALL_CHECKED = "some validation rules were not checked";

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

  static Stream<Path> invalidExamples() throws IOException {
    return files("invalid");
  }

  static Stream<Path> validExamples() throws IOException {
    return files("valid");
  }

  @ParameterizedTest
  @MethodSource("invalidExamples")
  void theInvalidExampleIsRefusedWithItsSentence(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith("# expect: "))
            .map(line -> line.substring("# expect: ".length()))
            .toList();
    List<GenericKubernetesResource> documents = documents(text);

    List<String> answer =
        documents.size() == 1
            ? refusal(documents.getFirst())
            : refusalOfChange(documents.getFirst(), documents.getLast());

    assertThat(answer).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("validExamples")
  void theValidExampleIsAdmitted(Path file) throws IOException {
    GenericKubernetesResource example = documents(Files.readString(file)).getFirst();

    assertThatCode(() -> tryToCreate(example)).doesNotThrowAnyException();
  }

  @Test
  void absentFieldsShowTheirDefaults() {
    ChangeWindow stored = client.resource(window("crd-defaults")).dryRun().create();

    assertThat(stored.getSpec())
        .usingRecursiveComparison()
        .isEqualTo(
            client
                .getKubernetesSerialization()
                .unmarshal(
                    """
                    apiVersion: rollguard.dev/v1alpha1
                    kind: ChangeWindow
                    spec:
                      datacenter: crd-validation
                      gates: {faults: {minSeverity: Minor, quietPeriod: 10m}}
                      enforcement: {mode: Hold, unattended: Hold, onFault: Pause, rollbacks: Release}
                      deletionPolicy: KeepHeld
                    """,
                    ChangeWindow.class)
                .getSpec());
  }

  @Test
  void aTextOfAHundredThousandCharactersIsRefusedByItsFieldAndBound() {
    Fault fault = fault("crd-long-texts");
    fault.getSpec().setSummary("가".repeat(100_000));
    Resolution resolution = new Resolution();
    resolution.setCause("x".repeat(100_000));
    resolution.setEvidence("x".repeat(4096));
    fault.getSpec().setResolution(resolution);

    assertThat(refusal(fault))
        .containsExactlyInAnyOrder(
            "spec.summary: Too long: may not be more than 1024 bytes",
            "spec.resolution.cause: Too long: may not be more than 4096 bytes");
  }

  /** Bounds count characters, so Korean texts get as many as English ones. */
  @Test
  void theLongestKoreanTextsAreAdmitted() {
    Fault fault = fault("crd-korean-texts");
    fault.getSpec().setSummary("가".repeat(1024));
    Resolution resolution = new Resolution();
    resolution.setCause("나".repeat(4096));
    resolution.setEvidence("다".repeat(4096));
    fault.getSpec().setResolution(resolution);

    assertThatCode(() -> client.resource(fault).dryRun().create()).doesNotThrowAnyException();
  }

  /** The cost of the rules is bounded: the largest schedule is still checked in full. */
  @Test
  void sixtyFourEntriesAreAdmittedAndOneMoreIsNot() {
    ChangeWindow full = window("crd-many-entries");
    full.getSpec().setSchedule(schedule(64));
    ChangeWindow tooFull = window("crd-many-entries");
    tooFull.getSpec().setSchedule(schedule(65));

    assertThatCode(() -> client.resource(full).dryRun().create()).doesNotThrowAnyException();
    assertThat(refusal(tooFull))
        .containsExactly("spec.schedule.open: Too many: 65: must have at most 64 items");
  }

  @Test
  void windowsAreSelectedByDatacenter() {
    ChangeWindow window = window("crd-select");
    client.resource(window).serverSideApply();
    try {
      assertThat(
              client
                  .resources(ChangeWindow.class)
                  .withField("spec.datacenter", "crd-validation")
                  .list()
                  .getItems())
          .extracting(w -> w.getMetadata().getName())
          .contains("crd-select");
      assertThat(
              client
                  .resources(ChangeWindow.class)
                  .withField("spec.datacenter", "elsewhere")
                  .list()
                  .getItems())
          .isEmpty();
    } finally {
      client.resource(window).delete();
    }
  }

  private static List<String> refusalOfChange(
      GenericKubernetesResource before, GenericKubernetesResource after) {
    client.resource(before).createOr(existing -> existing.patch());
    try {
      return sentences(
          catchThrowableOfType(
              KubernetesClientException.class, () -> client.resource(after).dryRun().update()));
    } finally {
      client.resource(before).delete();
    }
  }

  private static List<String> refusal(HasMetadata object) {
    return sentences(
        catchThrowableOfType(KubernetesClientException.class, () -> tryToCreate(object)));
  }

  private static void tryToCreate(HasMetadata object) {
    client.resource(object).dryRun().fieldValidation(Validation.STRICT).create();
  }

  private static List<String> sentences(KubernetesClientException refusal) {
    assertThat(refusal).as("the API server must refuse").isNotNull();
    Status status = refusal.getStatus();
    if (status.getDetails() == null || status.getDetails().getCauses().isEmpty()) {
      return List.of(status.getMessage().replaceFirst(".*strict decoding error: ", ""));
    }
    return status.getDetails().getCauses().stream()
        .filter(cause -> !cause.getMessage().contains(NOT_ALL_CHECKED))
        .map(CrdValidationIT::sentence)
        .toList();
  }

  private static String sentence(StatusCause cause) {
    return cause.getField() + ": " + cause.getMessage();
  }

  private static List<GenericKubernetesResource> documents(String text) {
    List<GenericKubernetesResource> documents = new ArrayList<>();
    for (String document : text.split("(?m)^---$")) {
      documents.add(
          client.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class));
    }
    return documents;
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
      return files.sorted().toList().stream();
    }
  }

  private static ChangeWindow window(String name) {
    ChangeWindow window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(name).build());
    window.getSpec().setDatacenter("crd-validation");
    return window;
  }

  private static Fault fault(String name) {
    Fault fault = new Fault();
    fault.setMetadata(new ObjectMetaBuilder().withName(name).build());
    fault.getSpec().setDatacenter("crd-validation");
    fault.getSpec().setSeverity(Severity.Minor);
    fault.getSpec().setSummary("a trial");
    return fault;
  }

  private static WindowSchedule schedule(int entries) {
    WindowSchedule schedule = new WindowSchedule();
    schedule.setTimeZone("America/Argentina/ComodRivadavia");
    for (int i = 0; i < entries; i++) {
      ScheduleEntry entry = new ScheduleEntry();
      entry.setName("night-" + i);
      entry.setCron("0,5,10,15,20,25,30,35,40,45,50,55 22 1-31/2 JAN,MAR,MAY,JUL,SEP,NOV MON-THU");
      entry.setDuration("1h30m15s");
      entry.setReason("야".repeat(256));
      schedule.getOpen().add(entry);
    }
    return schedule;
  }
}
