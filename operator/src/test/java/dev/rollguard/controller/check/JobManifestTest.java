package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.core.check.InvalidCheckException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Job is made of. */
class JobManifestTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final String SMALLEST =
      "{'spec':{'template':{'spec':{'containers':[{'name':'a','image':'b'}]}}}}";

  private static Object read(String template) {
    try {
      return new ObjectMapper().readValue(template.replace('\'', '"'), Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode job(String template, Probe.Shot shot, String namespace)
      throws InvalidCheckException {
    var spec = JobManifest.spec(read(template), TIMEOUT, Map.of("deployment", "cart", "n", "3"));
    return JobManifest.job(read(template), spec, shot, namespace);
  }

  @Test
  void whatIsNotSaidIsSetSoThatItEndsSoonAndOnce() throws InvalidCheckException {
    var spec = job(SMALLEST, Shots.aboutChange("pre"), "shop").path("spec");

    assertThat(spec.path("backoffLimit").asInt(-1)).isZero();
    assertThat(spec.path("activeDeadlineSeconds").asInt()).isEqualTo(600);
    assertThat(spec.at("/template/spec/restartPolicy").asText()).isEqualTo("Never");
  }

  @Test
  void whatIsSaidIsLeftAsLongAsItEndsInTime() throws InvalidCheckException {
    var template =
        "{'spec':{'backoffLimit':2,'activeDeadlineSeconds':60,'template':{'spec':{'restartPolicy':'OnFailure','containers':[]}}}}";

    var spec = job(template, Shots.aboutChange("pre"), "shop").path("spec");

    assertThat(spec.path("backoffLimit").asInt()).isEqualTo(2);
    assertThat(spec.path("activeDeadlineSeconds").asInt()).isEqualTo(60);
    assertThat(spec.at("/template/spec/restartPolicy").asText()).isEqualTo("OnFailure");
    var longer = template.replace("'activeDeadlineSeconds':60", "'activeDeadlineSeconds':9999");
    assertThat(
            job(longer, Shots.aboutChange("pre"), "shop").at("/spec/activeDeadlineSeconds").asInt())
        .isEqualTo(600);
  }

  @Test
  void argumentsAreFilledIntoCommandsArgsAndEnvironmentOnly() throws InvalidCheckException {
    var container =
        "{'name':'a','image':'${image}','command':['run','${deployment}'],'args':['-n','${n}','$${HOME}'],"
            + "'env':[{'name':'D','value':'${deployment}'},{'name':'S','valueFrom':{'secretKeyRef':{'name':'x','key':'${y}'}}}]}";
    var template =
        "{'spec':{'template':{'spec':{'initContainers':[%s],'containers':[%s]}}}}"
            .formatted(container, container);

    var job = job(template, Shots.aboutChange("pre"), "shop");

    for (var containers : new String[] {"initContainers", "containers"}) {
      var filled = job.at("/spec/template/spec/" + containers + "/0");
      assertThat(filled.path("image").asText()).isEqualTo("${image}");
      assertThat(filled.path("command")).hasToString("[\"run\",\"cart\"]");
      assertThat(filled.path("args")).hasToString("[\"-n\",\"3\",\"${HOME}\"]");
      assertThat(filled.at("/env/0/value").asText()).isEqualTo("cart");
      assertThat(filled.at("/env/1/valueFrom/secretKeyRef/key").asText()).isEqualTo("${y}");
    }
  }

  @Test
  void anArgumentThatNobodyGaveMakesNoJob() {
    var template =
        "{'spec':{'template':{'spec':{'containers':[{'name':'a','args':['${HOME}']}]}}}}";

    assertThatThrownBy(() -> job(template, Shots.aboutChange("pre"), "shop"))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("${HOME}");
  }

  @Test
  void whatIsNoTemplateOfAJobMakesNone() {
    assertThatThrownBy(() -> JobManifest.spec(read("{'spec':{}}"), TIMEOUT, Map.of()))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("spec.template.spec");
    assertThatThrownBy(() -> JobManifest.spec(null, TIMEOUT, Map.of()))
        .isInstanceOf(InvalidCheckException.class);
  }

  @Test
  void itGoesWithItsRunAndKeepsTheTemplatesLabels() throws InvalidCheckException {
    var template =
        SMALLEST.replace(
            "{'spec':{'template'",
            "{'metadata':{'name':'mine','labels':{'team':'shop','rollguard.dev/check-run':'forged'}},"
                + "'spec':{'ttlSecondsAfterFinished':0,'template'");

    var job = job(template, Shots.aboutChange("pre"), "shop");

    var metadata = job.path("metadata");
    assertThat(metadata.path("name").asText()).startsWith("pre-smoke-").doesNotContain("mine");
    assertThat(metadata.at("/labels/team").asText()).isEqualTo("shop");
    assertThat(metadata.path("labels").path("rollguard.dev/check-run").asText()).isEqualTo("pre");
    assertThat(metadata.at("/ownerReferences/0/uid").asText()).isEqualTo("uid-of-pre");
    assertThat(metadata.at("/ownerReferences/0/controller").asBoolean()).isTrue();
    assertThat(job.path("spec").has("ttlSecondsAfterFinished"))
        .as("its log must be there when it is read")
        .isFalse();
  }

  /** An owner in another namespace is none: the garbage collector would take the Job away. */
  @Test
  void inAnotherNamespaceItGoesByItself() throws InvalidCheckException {
    var job = job(SMALLEST, Shots.aboutFault("verify"), "probes");

    assertThat(job.at("/metadata/namespace").asText()).isEqualTo("probes");
    assertThat(job.path("metadata").has("ownerReferences")).isFalse();
    assertThat(job.at("/spec/ttlSecondsAfterFinished").asInt()).isEqualTo(3600);
  }

  @Test
  void theSameSampleHasTheSameNameAndEveryOtherOneAnother() {
    var shot = Shots.aboutChange("pre");

    assertThat(JobManifest.name(shot)).isEqualTo(JobManifest.name(Shots.aboutChange("pre")));
    assertThat(JobManifest.name(shot)).isNotEqualTo(JobManifest.name(Shots.aboutChange("pre2")));
    assertThat(JobManifest.name(shot))
        .isNotEqualTo(
            JobManifest.name(
                new Probe.Shot(shot.run(), shot.check(), 1, shot.started(), shot.at())));
  }

  @Test
  void longNamesAreCut() {
    var run = "a.very-long.name-of-a-change-" + "x".repeat(200);
    var shot = Shots.aboutChange(run);
    var longest = new Probe.Shot(shot.run(), "c".repeat(63), 999, shot.started(), shot.at());

    assertThat(JobManifest.name(longest)).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9-]+");
  }
}
