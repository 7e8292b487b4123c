package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every error is one sentence on the error stream, and an exit code. */
class ComplaintsTest {
  private final FaultyApiServer api = new FaultyApiServer();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aClusterWithoutRollguardIsNamed() {
    api.fails("GET .*/changewindows", Mishap.NOT_FOUND);
    var ran = User.of(api).runs("status");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("Rollguard is not installed in this cluster")
        .endsWith("install the chart first.\n")
        .hasLineCount(1);
  }

  @Test
  void anUnreachableClusterIsNamedByItsAddress() {
    var ran = User.of("http://127.0.0.1:9").runs("status");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).startsWith("The API server cannot be reached: ").hasLineCount(1);
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    var ran = User.of(api).runs("status", "--nonsense");
    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err())
        .isEqualTo("Unknown option: '--nonsense'. See: kubectl rollguard status --help.\n");
  }
}
