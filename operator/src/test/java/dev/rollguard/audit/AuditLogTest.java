package dev.rollguard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
  private static final Instant NOW = Instant.parse("2026-05-21T09:00:00.123456Z");
  private static final String OPERATOR = "system:serviceaccount:rollguard:rollguard";

  private final AuditLines lines = new AuditLines();
  private final AuditLog log = lines.log(() -> NOW, OPERATOR);

  private static AuditDraft held(String message) {
    return AuditEntry.of(AuditAction.Held, message).deployment("shop", "cart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one\ntwo\r\n\tthree\u2028four\u0085five",
        "\"quoted\" \\ and {\"json\":\"inside\"} {} %m ${sys:user.home}",
        "점검 중이라 배포를 멈춥니다.",
        "🔒🧑‍🚒 4-byte code points",
        "a lone \ud83d surrogate",
        ""
      })
  void anyTextIsOneValidLine(String text) {
    log.write(held(text).actor(text).reason("FaultOpen"));

    assertThat(lines.only().path("message").asText())
        .isEqualTo(text.replaceAll("[\\p{Cc}\\u2028]+", " "));
  }

  @Test
  void textsAndListsAreBounded() {
    var many =
        IntStream.range(0, 100)
            .mapToObj(i -> new GateLine("g" + i, "w" + i, new Verdict.Pass("🔒".repeat(1_000))))
            .toList();

    log.write(held("시".repeat(10_000)).actor("u".repeat(5_000)).decision(new Decision(many)));

    var line = lines.only();
    assertThat(bytes(line.path("message").asText())).isLessThanOrEqualTo(1024);
    assertThat(bytes(line.path("actor").asText())).isLessThanOrEqualTo(1024);
    assertThat(line.path("gates"))
        .hasSize(32)
        .allSatisfy(g -> assertThat(bytes(g.asText())).isLessThanOrEqualTo(512));
    assertThat(line.path("windows")).hasSize(32);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void whatIsNotSaidIsLeftOutAndTheOperatorActs() {
    log.write(held("m"));

    assertThat(lines.only().toString())
        .isEqualTo(
            "{\"logger\":\"rollguard.audit\",\"schemaVersion\":\"1\","
                + "\"time\":\"2026-05-21T09:00:00.123Z\",\"action\":\"Held\","
                + "\"namespace\":\"shop\",\"deployment\":\"cart\",\"actor\":\""
                + OPERATOR
                + "\",\"message\":\"m\"}");
  }

  @Test
  void howLongItWasHeldIsInSeconds() {
    var alice = new Requesters("alice", List.of());
    log.write(held("m").requested(alice, "2026-05-21T08:58:30Z").holdEnded());

    assertThat(lines.only().path("heldSeconds").asLong()).isEqualTo(90);
  }

  @Test
  void whatCannotBeWrittenOrPutTogetherStopsNobody() {
    var attempts = new ArrayList<String>();
    var broken =
        new AuditLog(
            () -> NOW,
            OPERATOR,
            line -> {
              attempts.add(line);
              throw new IllegalStateException("no space left");
            });

    broken.write(held("m"));
    broken.write(() -> {
      throw new IllegalStateException("no such thing");
    });

    assertThat(attempts).hasSize(1);
  }

  private static final ErrorHandler QUIET =
      new ErrorHandler() {
        @Override
        public void error(String message) {
          // it is thrown, too
        }

        @Override
        public void error(String message, Throwable cause) {
          // it is thrown, too
        }

        @Override
        public void error(String message, LogEvent event, Throwable cause) {
          // it is thrown, too
        }
      };

  /** What log4j is given, and what it makes of it, with the configuration of the operator. */
  private static final class Captured extends AbstractAppender implements AutoCloseable {
    private final List<String> output = new ArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig config = context.getConfiguration().getLoggerConfig(AuditLog.LOGGER);
    private final boolean fails;

    Captured(boolean fails) {
      super("captured", null, null, false, Property.EMPTY_ARRAY);
      this.fails = fails;
      setHandler(QUIET);
      start();
      config.addAppender(this, Level.ALL, null);
    }

    @Override
    public void append(LogEvent event) {
      var layout = config.getAppenders().get("audit").getLayout();
      output.add(new String(layout.toByteArray(event), StandardCharsets.UTF_8));
      if (fails) {
        throw new IllegalStateException("the disk is full");
      }
    }

    @Override
    public void close() {
      config.removeAppender(getName());
    }
  }

  @Test
  void theLoggerWritesTheObjectAndNothingElse() {
    try (var captured = new Captured(false)) {
      new AuditLog(() -> NOW, OPERATOR).write(held("오늘은 \"닫힘\"\n🔒 {} ${java:version}"));

      assertThat(captured.output)
          .singleElement()
          .satisfies(line -> {
            assertThat(line).startsWith("{\"logger\":\"rollguard.audit\",").endsWith("}\n");
            assertThat(AuditLines.valid(line).path("message").asText())
                .isEqualTo("오늘은 \"닫힘\" 🔒 {} ${java:version}");
          });
    }
  }

  @Test
  void anAppenderThatFailsStopsNobody() {
    try (var captured = new Captured(true)) {
      new AuditLog(() -> NOW, OPERATOR).write(held("m"));

      assertThat(captured.output).hasSize(1);
    }
  }

  @Test
  void itsLevelAndPlaceAreItsOwn() {
    var context = (LoggerContext) LogManager.getContext(false);
    var config = context.getConfiguration().getLoggerConfig(AuditLog.LOGGER);

    assertThat(config.getName()).isEqualTo(AuditLog.LOGGER);
    assertThat(config.isAdditive()).isFalse();
    assertThat(config.getAppenders()).containsOnlyKeys("audit");
    assertThat(levelOf(AuditLog.LOGGER, "error")).isEqualTo(Level.INFO);
    assertThat(levelOf("dev.rollguard", "error"))
        .as("what the level changes")
        .isEqualTo(Level.ERROR);
  }

  private static Level levelOf(String logger, String level) {
    System.setProperty("rollguard.log.level", level);
    try (var context = new LoggerContext("levels", null, configuration())) {
      context.start();
      return context.getConfiguration().getLoggerConfig(logger).getLevel();
    } finally {
      System.clearProperty("rollguard.log.level");
    }
  }

  private static URI configuration() {
    try {
      return AuditLogTest.class.getResource("/log4j2.properties").toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
