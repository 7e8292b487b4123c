package dev.rollguard.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RiskReferenceTest {
  /** After a change: {@code mvn -pl operator test -Dtest=RiskReferenceTest -Dregenerate}. */
  private static final Path REFERENCE = Path.of("../docs/reference/risk.md");

  @Test
  void theReferenceNamesEveryFactAndEveryRuleOfTheChart() throws IOException {
    String page = RiskReference.write();

    if (System.getProperty("regenerate") != null) {
      Files.writeString(REFERENCE, page);
    }
    assertThat(REFERENCE).hasContent(page);
  }
}
