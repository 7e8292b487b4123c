package dev.rollguard.provider;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a call: its first or one that a redirect asked for.
 *
 * @param redirects that led here
 */
record Hop(
    String method, URI uri, Map<String, String> headers, Optional<String> body, int redirects) {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOVED = 301;
  private static final int FOUND = 302;
  private static final int SEE_OTHER = 303;
  private static final int TEMPORARY = 307;
  private static final int PERMANENT = 308;

  static Hop first(Call call) {
    return new Hop(call.method(), call.uri(), call.headers(), call.body(), 0);
  }

  HttpRequest request() throws CallFailedException {
    var request =
        HttpRequest.newBuilder(uri)
            .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody))
            .setHeader("User-Agent", "rollguard");
    for (var header : headers.entrySet()) {
      try {
        request.setHeader(header.getKey(), header.getValue());
      } catch (IllegalArgumentException e) {
        throw new CallFailedException(
            "%s: the header %s cannot be sent; its name is reserved or its value is not one line of text."
                .formatted(Origin.of(uri), header.getKey()));
      }
    }
    return request.build();
  }

  /** What the answer asks for instead; empty when it is no redirect. */
  Optional<Hop> next(int status, Optional<String> location) throws CallFailedException {
    var sendsAgain = status == TEMPORARY || status == PERMANENT;
    var redirects = sendsAgain || status == MOVED || status == FOUND || status == SEE_OTHER;
    if (!redirects || location.isEmpty()) {
      return Optional.empty();
    }
    var target = target(location.get());
    var same = Origin.of(target).equals(Origin.of(uri));
    var keeps = sendsAgain || method.equals("GET") || method.equals("HEAD");
    return Optional.of(
        new Hop(
            keeps ? method : "GET",
            target,
            same ? headers : Map.of(),
            keeps ? body : Optional.empty(),
            this.redirects + 1));
  }

  private URI target(String location) throws CallFailedException {
    var origin = Origin.of(uri);
    if (redirects == MOST_REDIRECTS) {
      throw new CallFailedException(
          "%s: more than %d redirects; give the last address.".formatted(origin, MOST_REDIRECTS));
    }
    try {
      var target = uri.resolve(location);
      if (origin.scheme().equals("https") && !Origin.of(target).scheme().equals("https")) {
        throw new CallFailedException(
            origin + ": it redirects from https to http, which is not followed.");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw new CallFailedException(origin + ": it redirects to what is no address.");
    }
  }
}
