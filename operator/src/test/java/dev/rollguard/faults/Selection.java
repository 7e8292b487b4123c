package dev.rollguard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The label and field selectors of a query; equality and existence only. */
record Selection(List<String> labels, List<String> fields) {
  static Selection of(String query) {
    return new Selection(terms(query, "labelSelector="), terms(query, "fieldSelector="));
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
