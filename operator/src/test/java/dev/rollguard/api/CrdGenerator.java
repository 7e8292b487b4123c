package dev.rollguard.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.Fault;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the custom resource definitions from the API classes, as YAML files by name. */
final class CrdGenerator {
  static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(
          ChangeWindow.class,
          Fault.class,
          Change.class,
          CheckTemplate.class,
          CheckRun.class,
          Approval.class,
          BreakGlass.class);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private CrdGenerator() {}

  /** The definitions by file name: {@code changewindows.rollguard.dev.yaml} and so on. */
  static Map<String, ObjectNode> definitions() {
    Map<String, ObjectNode> definitions = new TreeMap<>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      ObjectNode definition = generate(kind);
      CrdFinish.finish(definition, kind);
      definitions.put(definition.at("/metadata/name").asText() + ".yaml", definition);
    }
    return definitions;
  }

  static String yaml(ObjectNode definition) {
    return SchemaYaml.write(definition);
  }

  static ObjectNode parse(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode generate(Class<? extends CustomResource<?, ?>> kind) {
    Captured captured = new Captured();
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .forCRDVersions("v1")
        .withOutput(new Discard())
        .withPostProcessor(captured)
        .generate();
    return JSON.valueToTree(captured.definition);
  }

  private static final class Captured implements CRDPostProcessor {
    private HasMetadata definition;

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
      definition = crd;
      return crd;
    }
  }

  /** The generator insists on writing; the definition is taken before. */
  private static final class Discard implements CRDGenerator.CRDOutput<OutputStream> {
    @Override
    public OutputStream outputFor(String crdName) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public URI crdURI(String crdName) {
      return URI.create("file:///" + crdName);
    }

    @Override
    public void close() {}
  }
}
