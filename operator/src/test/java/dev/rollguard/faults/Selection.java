package dev.rollguard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a query asks for: label and field selectors with equality and existence only, and which
 * page.
 *
 * @param limit of the page
 * @param start how many come before it
 */
record Selection(List<String> labels, List<String> fields, long limit, int start) {
  static Selection of(String query) {
    return new Selection(
        terms(query, "labelSelector="),
        terms(query, "fieldSelector="),
        number(query, "limit=").filter(n -> n > 0).orElse(Integer.MAX_VALUE),
        number(query, "continue=").orElse(0));
  }

  private static Optional<Integer> number(String query, String parameter) {
    return terms(query, parameter).stream()
        .filter(t -> !t.isEmpty())
        .findFirst()
        .map(Integer::valueOf);
  }

  private static List<String> terms(String query, String parameter) {
    return Stream.of(query.split("&"))
        .filter(p -> p.startsWith(parameter))
        .map(p -> URLDecoder.decode(p.substring(parameter.length()), StandardCharsets.UTF_8))
        .flatMap(text -> Stream.of(text.split(",")))
        .toList();
  }

  boolean takes(JsonNode object) {
    return labels.stream().allMatch(t -> holds(t, object.at("/metadata/labels")))
        && fields.stream().allMatch(t -> field(t, object));
  }

  private static boolean holds(String term, JsonNode labels) {
    var parts = term.split("=", 2);
    return parts.length == 1
        ? labels.has(parts[0])
        : labels.path(parts[0]).asText().equals(parts[1]);
  }

  private static boolean field(String term, JsonNode object) {
    var parts = term.split("=", 2);
    return object.at("/" + parts[0].replace('.', '/')).asText().equals(parts[1]);
  }
}
