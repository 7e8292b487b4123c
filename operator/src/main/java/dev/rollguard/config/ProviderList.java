package dev.rollguard.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the JSON that the chart makes of its value {@code checks.providers}. Its problems name
 * places and fields, never values: whoever mistakes a name for a secret would find it in the log.
 */
final class ProviderList {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SECRET = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern KEY = Pattern.compile("[-A-Za-z0-9_.]{1,253}");
  private static final Set<String> FIELDS =
      Set.of("name", "address", "bearerToken", "basicAuth", "ca");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String variable;
  private final List<String> problems;

  private ProviderList(String variable, List<String> problems) {
    this.variable = variable;
    this.problems = problems;
  }

  /** The providers; what is wrong with them goes to the problems. */
  static List<Provider> read(String variable, String json, List<String> problems) {
    return new ProviderList(variable, problems).read(json);
  }

  private List<Provider> read(String json) {
    JsonNode list;
    try {
      list = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      problems.add(variable + " is not JSON; it must be a list of providers.");
      return List.of();
    }
    if (!list.isArray()) {
      problems.add(variable + " is JSON, but no list; it must be a list of providers.");
      return List.of();
    }
    var providers = new ArrayList<Provider>();
    for (int i = 0; i < list.size(); i++) {
      providers.add(provider(list.get(i), "%s[%d]".formatted(variable, i)));
    }
    namesAreDifferent(providers);
    return List.copyOf(providers);
  }

  private void namesAreDifferent(List<Provider> providers) {
    var names = new HashSet<String>();
    for (var provider : providers) {
      if (!provider.name().isEmpty() && !names.add(provider.name())) {
        problems.add(
            "%s has two providers of the name %s; every name must be there once."
                .formatted(variable, provider.name()));
      }
    }
  }

  private Provider provider(JsonNode json, String at) {
    fields(json, at, FIELDS);
    if (json.hasNonNull("bearerToken") && json.hasNonNull("basicAuth")) {
      problems.add("%s has bearerToken and basicAuth; keep one of them.".formatted(at));
    }
    return new Provider(
        text(json, at, "name", NAME, "1 to 63 lower-case letters, digits and '-'"),
        address(json, at),
        optional(json, "bearerToken").map(j -> secretKey(j, at + ".bearerToken")),
        optional(json, "basicAuth").map(j -> basicAuth(j, at + ".basicAuth")),
        optional(json, "ca").map(j -> secretKey(j, at + ".ca")));
  }

  private SecretKey secretKey(JsonNode json, String at) {
    fields(json, at, Set.of("secret", "key"));
    return new SecretKey(secret(json, at), key(json, at, "key"));
  }

  private BasicAuth basicAuth(JsonNode json, String at) {
    fields(json, at, Set.of("secret", "usernameKey", "passwordKey"));
    return new BasicAuth(
        secret(json, at), key(json, at, "usernameKey"), key(json, at, "passwordKey"));
  }

  private String secret(JsonNode json, String at) {
    return text(json, at, "secret", SECRET, "the name of a Secret");
  }

  private String key(JsonNode json, String at, String field) {
    return text(json, at, field, KEY, "a key of a Secret");
  }

  private static Optional<JsonNode> optional(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).filter(j -> !j.isNull());
  }

  private void fields(JsonNode json, String at, Set<String> known) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!known.contains(field.getKey())) {
        problems.add(
            "%s has a field that is not known; it may have %s."
                .formatted(at, String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  private String text(JsonNode json, String at, String field, Pattern form, String what) {
    var text = json.path(field).asText("");
    if (!json.path(field).isTextual() || !form.matcher(text).matches()) {
      problems.add("%s.%s must be %s.".formatted(at, field, what));
      return "";
    }
    return text;
  }

  /** Credentials are in Secrets: an address with a user or a query would be shown to everyone. */
  private URI address(JsonNode json, String at) {
    try {
      var address = new URI(json.path("address").asText(""));
      if (isServer(address)) {
        return address;
      }
    } catch (URISyntaxException e) {
      // The sentence below says it without the text, which the exception would show.
    }
    problems.add(
        at
            + ".address must be http:// or https://, a host, and if need be a port and a path,"
            + " without credentials.");
    return URI.create("");
  }

  private static boolean isServer(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawQuery() == null
        && address.getRawFragment() == null;
  }
}
