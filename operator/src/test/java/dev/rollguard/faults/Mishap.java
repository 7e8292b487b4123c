package dev.rollguard.faults;

import dev.rollguard.faults.StoredObjects.Answer;
import io.fabric8.mockwebserver.http.MockResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** A way in which an API server, or what stands before it, fails to answer. */
public enum Mishap {
  /** 500. */
  SERVER_ERROR,
  /** 429 that asks to come back in a second. */
  TOO_MANY_REQUESTS,
  FORBIDDEN,
  NOT_FOUND,
  CONFLICT,
  /** What is asked is done; the answer comes when nobody waits for it any more. */
  ANSWER_LOST,
  /** 200 with a web page, as from a proxy. */
  WEB_PAGE,
  /** 200 with JSON that is cut off. */
  CUT_JSON,
  /** 200 with an object that says nothing. */
  EMPTY_OBJECT,
  /** 200 with an object of another kind. */
  OTHER_KIND,
  /** 200 with no body. */
  NOTHING;

  /** Longer than the test's clients wait. */
  private static final Duration TOO_LATE = Duration.ofSeconds(4);

  MockResponse answer(Supplier<Answer> act) {
    return switch (this) {
      case SERVER_ERROR -> response(StoredObjects.status(500, "InternalError"));
      case TOO_MANY_REQUESTS ->
          response(StoredObjects.status(429, "TooManyRequests")).setHeader("Retry-After", "1");
      case FORBIDDEN -> response(StoredObjects.status(403, "Forbidden"));
      case NOT_FOUND -> response(StoredObjects.status(404, "NotFound"));
      case CONFLICT -> response(StoredObjects.status(409, "Conflict"));
      case ANSWER_LOST -> response(act.get()).setBodyDelay(TOO_LATE);
      case WEB_PAGE -> response(new Answer(200, "<html>Welcome to the proxy</html>"));
      case CUT_JSON -> response(new Answer(200, "{\"kind\":\"FaultList\",\"items\":[{\"meta"));
      case EMPTY_OBJECT -> response(new Answer(200, "{}"));
      case OTHER_KIND -> response(StoredObjects.status(200, "Success"));
      case NOTHING -> response(new Answer(200, ""));
    };
  }

  static MockResponse response(Answer answer) {
    return new MockResponse()
        .setResponseCode(answer.code())
        .setHeader("Content-Type", "application/json")
        .setBody(answer.body());
  }
}
