package dev.rollguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Dgolden.update} writes the golden files anew. */
class PolicyGoldenTest {
  static List<PolicyCase> cases() {
    return PolicyCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compilesToTheGoldenPolicies(PolicyCase golden) throws IOException {
    var yaml = PolicyCase.yaml(PolicyCompiler.compile(golden.input()));

    if (System.getProperty("golden.update") != null) {
      golden.write(yaml);
    }

    assertThat(yaml).isEqualTo(golden.golden());
    assertThat(yaml.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(64 * 1024);
  }
}
