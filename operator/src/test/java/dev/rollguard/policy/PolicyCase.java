package dev.rollguard.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Workloads;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.NoEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One folder of golden files: what people wrote, and the policies that it becomes. */
record PolicyCase(Path folder) {
  static final String USER = "system:serviceaccount:rollguard:rollguard";
  static final String NAMESPACE = "rollguard";

  private static final Path ROOT = Path.of("src/test/resources/policy");
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, false)
          .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
          .build();

  static List<PolicyCase> all() {
    try (var folders = Files.list(ROOT)) {
      return folders.sorted().map(PolicyCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PolicyCase named(String name) {
    return new PolicyCase(ROOT.resolve(name));
  }

  PolicyInput input() throws IOException {
    List<JsonNode> documents;
    try (var values =
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(folder.resolve("in.yaml").toFile())) {
      documents = values.readAll();
    }
    var settings = documents.getFirst();
    var now = Instant.parse(settings.get("now").asText());
    var facts = new Facts(new NoEvidence());
    var windows = new ArrayList<PolicyWindow>();
    var faults = new ArrayList<PolicyFault>();
    for (var document : documents.subList(1, documents.size())) {
      if (document.get("kind").asText().equals("Fault")) {
        var fault = YAML.treeToValue(document, Fault.class);
        faults.add(new PolicyFault(fault.getSpec().getDatacenter(), facts.fault(fault, now)));
      } else {
        windows.add(window(YAML.treeToValue(document, ChangeWindow.class)));
      }
    }
    var home = Optional.ofNullable(settings.get("defaultDatacenter")).map(JsonNode::asText);
    return new PolicyInput(windows, faults, USER, NAMESPACE, home, now);
  }

  private static PolicyWindow window(ChangeWindow window) {
    var workloads = Optional.ofNullable(window.getSpec().getWorkloads()).orElseGet(Workloads::new);
    return new PolicyWindow(
        new Facts(new NoEvidence()).window(window),
        window.getSpec().getDatacenter(),
        workloads.getNamespaceSelector(),
        workloads.getSelector(),
        1);
  }

  String golden() throws IOException {
    var file = folder.resolve("out.yaml");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("out.yaml"), yaml);
  }

  static String yaml(CompiledPolicies compiled) throws IOException {
    var text = new StringBuilder();
    for (var object : compiled.objects().values()) {
      text.append(YAML.writeValueAsString(object));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
