package dev.rollguard.core.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Pod templates with parts taken out, changed, and put where no API server would have them. */
public final class RandomTemplates {
  private RandomTemplates() {}

  public static PodTemplate any(Random random) {
    var tree = Templates.chatApi();
    for (var i = random.nextInt(6); i > 0; i--) {
      mutate(tree, random);
    }
    return PodTemplate.of(tree);
  }

  private static void mutate(JsonNode node, Random random) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      var names = List.copyOf(object.propertyStream().map(e -> e.getKey()).toList());
      var name = names.get(random.nextInt(names.size()));
      if (random.nextInt(4) > 0 && object.get(name).isContainerNode()) {
        mutate(object.get(name), random);
      } else {
        switch (random.nextInt(4)) {
          case 0 -> object.remove(name);
          case 1 -> object.putNull(name);
          case 2 -> object.put(name, "x" + random.nextInt(100));
          default -> object.put("new" + random.nextInt(3), random.nextInt());
        }
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      var at = random.nextInt(array.size());
      if (random.nextInt(4) > 0) {
        mutate(array.get(at), random);
      } else if (random.nextBoolean()) {
        array.remove(at);
      } else {
        array.add(array.get(at).deepCopy());
      }
    }
  }
}
