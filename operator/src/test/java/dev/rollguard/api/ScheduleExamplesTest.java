package dev.rollguard.api;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ScheduleEntry;
import dev.rollguard.api.v1alpha1.WindowSchedule;
import dev.rollguard.core.schedule.Schedule;
import dev.rollguard.core.schedule.ScheduleSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server admits as a schedule, the operator can read. */
class ScheduleExamplesTest {
  private static final Path VALID = Path.of("src/test/resources/dev/rollguard/api/valid");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  static Stream<Path> schedules() throws IOException {
    try (Stream<Path> files = Files.list(VALID)) {
      return files.filter(file -> read(file).contains("schedule:")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void anAdmittedScheduleIsRead(Path file) {
    WindowSchedule schedule =
        YAML.unmarshal(read(file), ChangeWindow.class).getSpec().getSchedule();

    assertThatCode(() -> Schedule.parse(spec(schedule))).doesNotThrowAnyException();
  }

  private static ScheduleSpec spec(WindowSchedule schedule) {
    return new ScheduleSpec(
        schedule.getTimeZone(), entries(schedule.getOpen()), entries(schedule.getClosed()));
  }

  private static List<ScheduleSpec.Entry> entries(List<ScheduleEntry> entries) {
    return entries.stream()
        .map(e ->
            new ScheduleSpec.Entry(
                e.getName(),
                e.getCron(),
                e.getRrule(),
                e.getStart(),
                e.getFrom(),
                e.getUntil(),
                e.getDuration(),
                e.getReason()))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
