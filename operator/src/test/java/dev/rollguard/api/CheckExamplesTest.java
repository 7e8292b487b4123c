package dev.rollguard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.CheckArg;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people write as checks is what the operator reads, and nothing of it gets lost. */
class CheckExamplesTest {
  private static final Path VALID = Path.of("src/test/resources/dev/rollguard/api/valid");
  private static final KubernetesSerialization CLIENTS = Clients.serialization();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(VALID)) {
      return files.filter(f -> f.getFileName().toString().startsWith("check-")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsReadAndWrittenWithoutLoss(Path file) throws IOException {
    String text = Files.readString(file);

    CustomResource<?, ?> read = CLIENTS.unmarshal(text);

    assertThat(read).isInstanceOfAny(CheckTemplate.class, CheckRun.class);
    assertThat(CLIENTS.convertValue(read.getSpec(), JsonNode.class))
        .isEqualTo(CrdGenerator.parse(text).path("spec"));
  }

  /** An empty value says something else than no value. */
  @Test
  void emptyValuesOfArgumentsAreKept() {
    ArgValue value = new ArgValue();
    value.setName("path");
    CheckArg arg = CLIENTS.unmarshal("name: path\ndefault: ''", CheckArg.class);

    assertThat(CLIENTS.asJson(value)).isEqualTo("{\"name\":\"path\",\"value\":\"\"}");
    assertThat(arg.getDefaultValue()).isEmpty();
    assertThat(CLIENTS.asJson(arg)).isEqualTo("{\"name\":\"path\",\"default\":\"\"}");
  }
}
