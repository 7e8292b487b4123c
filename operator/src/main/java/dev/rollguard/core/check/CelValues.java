package dev.rollguard.core.check;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as CEL reads it: it knows neither Java's null nor numbers beyond 64 bits. */
final class CelValues {
  private CelValues() {}

  static Object of(@Nullable Object json) {
    return switch (json) {
      case null -> NullValue.NULL_VALUE;
      case Map<?, ?> map -> map(map);
      case Collection<?> list -> list(list);
      case BigInteger number -> number.doubleValue();
      case BigDecimal number -> number.doubleValue();
      default -> json;
    };
  }

  private static Map<Object, Object> map(Map<?, ?> map) {
    var copy = new LinkedHashMap<Object, Object>();
    map.forEach((key, value) -> copy.put(of(key), of(value)));
    return copy;
  }

  private static Collection<Object> list(Collection<?> list) {
    var copy = new ArrayList<Object>(list.size());
    list.forEach(value -> copy.add(of(value)));
    return copy;
  }
}
