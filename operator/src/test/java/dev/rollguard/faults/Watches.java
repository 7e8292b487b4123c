package dev.rollguard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The watches that clients opened, by the path that they watch. */
public final class Watches {
  private final Map<String, List<WebSocket>> open = new ConcurrentHashMap<>();

  WebSocketListener of(String path) {
    return new WebSocketListener() {
      @Override
      public void onOpen(WebSocket socket, Response response) {
        at(path).add(socket);
      }
    };
  }

  private List<WebSocket> at(String path) {
    return open.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>());
  }

  /** How many were opened since the last cut. */
  public int count(String path) {
    return at(path).size();
  }

  /** Tells of an object: ADDED, MODIFIED or DELETED. */
  public void tell(String path, String type, JsonNode object) {
    say(path, "{\"type\":\"%s\",\"object\":%s}".formatted(type, object));
  }

  /** 410: what was watched from is too old. */
  public void gone(String path) {
    var gone = StoredObjects.status(410, "Expired").body();
    var watched = List.copyOf(at(path));
    open.remove(path);
    watched.forEach(s -> s.send("{\"type\":\"ERROR\",\"object\":%s}".formatted(gone)));
  }

  public void say(String path, String text) {
    at(path).forEach(s -> s.send(text));
  }

  /** The connection ends without a word. */
  public void cut(String path) {
    var watched = List.copyOf(at(path));
    open.remove(path);
    watched.forEach(s -> s.close(1006, ""));
  }
}
