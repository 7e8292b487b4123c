package dev.rollguard.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.log.Keys;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit lines. Fails open: a line that cannot be written is logged and forgotten. A line is
 * written at most once: what a crash swallowed stands in the Change, the Fault or the BreakGlass.
 */
public final class AuditLog {
  /** Its level and its place do not depend on how much else is logged: see log4j2.properties. */
  public static final String LOGGER = "rollguard.audit";

  private static final Logger AUDIT = LoggerFactory.getLogger(LOGGER);
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstantSource clock;
  private final String operatorUser;
  private final Consumer<String> lines;

  /**
   * @param operatorUser who acts where nobody else is named
   */
  public AuditLog(InstantSource clock, String operatorUser) {
    this(clock, operatorUser, AUDIT::info);
  }

  /**
   * @param lines takes each line
   */
  public AuditLog(InstantSource clock, String operatorUser, Consumer<String> lines) {
    this.clock = clock;
    this.operatorUser = operatorUser;
    this.lines = lines;
  }

  public void write(AuditDraft draft) {
    write(() -> draft);
  }

  /** What goes wrong while the line is put together is forgotten, too. */
  public void write(Supplier<AuditDraft> draft) {
    try {
      lines.accept(line(draft.get().at(clock.instant(), operatorUser)));
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue(Keys.ERROR, e.getMessage()).log("Audit line not written.");
    }
  }

  private static String line(AuditEntry entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
