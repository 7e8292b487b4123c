package dev.rollguard.record;

import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records core/v1 Events that {@code kubectl describe} shows, in the background. The same thing
 * said again raises the count of the same Event. An Event that cannot be written is logged and
 * forgotten.
 */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int REMEMBERED = 4096;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Clients.FIELD_MANAGER)
          .build();

  /** How Events are marked. */
  public enum Type {
    Normal,
    Warning
  }

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Executor executor;
  private final String instance;
  private final Map<String, Integer> counts =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  public EventRecorder(
      KubernetesClient client, InstantSource clock, Executor executor, String instance) {
    this.client = client;
    this.clock = clock;
    this.executor = executor;
    this.instance = instance;
  }

  /** Records one Event about an object, soon. */
  public void record(HasMetadata about, Type type, String reason, String message) {
    var event = event(about, type, reason, Texts.line(message, Conditions.MAX_MESSAGE_BYTES));
    try {
      executor.execute(() -> send(event));
    } catch (RejectedExecutionException e) {
      LOG.atDebug().addKeyValue(Keys.EVENT, reason).log("Event dropped while stopping.");
    }
  }

  private Event event(HasMetadata about, Type type, String reason, String message) {
    var meta = about.getMetadata();
    var namespace = meta.getNamespace() == null ? "default" : meta.getNamespace();
    var id = meta.getUid() + "/" + reason + "/" + message;
    var suffix = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    var now = Moments.seconds(clock.instant());
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(cut(meta.getName()) + "." + suffix.substring(0, 13).replace("-", ""))
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(meta.getNamespace())
        .withName(meta.getName())
        .withUid(meta.getUid())
        .endInvolvedObject()
        .withType(type.name())
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewSource()
        .withComponent("rollguard")
        .withHost(instance)
        .endSource()
        .withReportingComponent("rollguard.dev/operator")
        .withReportingInstance(instance)
        .build();
  }

  private static String cut(String name) {
    return name.length() <= 200 ? name : name.substring(0, 200);
  }

  private void send(Event event) {
    try {
      var count = next(event);
      if (count == 1) {
        create(event);
      } else {
        again(event, count);
      }
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue(Keys.EVENT, event.getReason())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("Event not recorded.");
    }
  }

  private synchronized int next(Event event) {
    return counts.merge(key(event), 1, Integer::sum);
  }

  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      again(event, next(event));
    }
  }

  private void again(Event event, int count) {
    try {
      client.resource(event).patch(MERGE, repeated(event.getLastTimestamp(), count));
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        throw e;
      }
      synchronized (this) {
        counts.put(key(event), 1);
      }
      client.resource(event).create();
    }
  }

  private static String repeated(String time, int count) {
    return "{\"count\":%d,\"lastTimestamp\":\"%s\"}".formatted(count, time);
  }

  private static String key(Event event) {
    return event.getMetadata().getNamespace() + "/" + event.getMetadata().getName();
  }
}
