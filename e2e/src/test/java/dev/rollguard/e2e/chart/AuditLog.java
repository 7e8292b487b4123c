package dev.rollguard.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API server writes down about every request of the chart's ServiceAccounts. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - {level: Metadata, userGroups: ["system:serviceaccounts:rollguard"]}
      - {level: None}
      """;

  private final Path policy;
  private final Path log;

  /** Writes the audit policy into this folder; the log will be there too. */
  AuditLog(Path folder) throws IOException {
    policy = Files.writeString(folder.resolve("audit-policy.yaml"), POLICY);
    log = folder.resolve("audit.log");
  }

  String apiServerFlags() {
    return "--audit-policy-file=%s --audit-log-path=%s".formatted(policy, log);
  }

  /** What a ServiceAccount did. */
  Set<Right> doneBy(String serviceAccount) {
    return requestsOf(serviceAccount).map(AuditLog::right).collect(Collectors.toSet());
  }

  /** What a ServiceAccount tried without the right to do so. */
  List<String> refused(String serviceAccount) {
    return requestsOf(serviceAccount)
        .filter(r ->
            "forbid".equals(r.path("annotations").path("authorization.k8s.io/decision").asText()))
        .map(r -> right(r) + " " + r.path("requestURI").asText())
        .distinct()
        .toList();
  }

  /** Requests for objects; what is asked about the API itself takes no rule. */
  private Stream<JsonNode> requestsOf(String serviceAccount) {
    var user = "system:serviceaccount:rollguard:" + serviceAccount;
    return requests().stream()
        .filter(r -> user.equals(r.at("/user/username").asText()))
        .filter(r -> r.has("objectRef"));
  }

  private List<JsonNode> requests() {
    try (var lines = Files.lines(log)) {
      return lines.map(AuditLog::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static Right right(JsonNode request) {
    var object = request.path("objectRef");
    var subresource = object.path("subresource").asText("");
    return new Right(
        object.path("apiGroup").asText(""),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        request.path("verb").asText(),
        object.path("name").asText(""));
  }
}
