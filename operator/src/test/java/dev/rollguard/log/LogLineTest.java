package dev.rollguard.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A log line is one JSON object: a constant message, and beside it its values under their keys. */
class LogLineTest {
  private static final String NAME = "dev.rollguard.test";

  @Test
  void valuesStandUnderTheirKeysBesideTheMessage() throws Exception {
    var line = new StringWriter();
    capture(line);

    LoggerFactory.getLogger(NAME)
        .atInfo()
        .addKeyValue(Keys.DEPLOYMENT, "chat/chat-api")
        .addKeyValue(Keys.REPAIR, true)
        .addKeyValue(Keys.TOLD, "오늘은 \"닫힘\"\n🔒")
        .log("Told of a rollout.");

    assertThat(line.toString().lines()).hasSize(1);
    var json = new ObjectMapper().readTree(line.toString());
    assertThat(json.path("message").asText()).isEqualTo("Told of a rollout.");
    assertThat(json.path("level").asText()).isEqualTo("INFO");
    assertThat(json.path("deployment").asText()).isEqualTo("chat/chat-api");
    assertThat(json.path("repair").asText()).isEqualTo("true");
    assertThat(json.path("told").asText()).isEqualTo("오늘은 \"닫힘\"\n🔒");
  }

  private static void capture(StringWriter line) {
    var context = (LoggerContext) LogManager.getContext(false);
    var layout =
        JsonTemplateLayout.newBuilder()
            .setConfiguration(context.getConfiguration())
            .setEventTemplateUri("classpath:log-layout.json")
            .build();
    var appender = WriterAppender.createAppender(layout, null, line, NAME, false, false);
    appender.start();
    var logger = new LoggerConfig(NAME, Level.INFO, false);
    logger.addAppender(appender, Level.INFO, null);
    context.getConfiguration().addLogger(NAME, logger);
    context.updateLoggers();
  }
}
