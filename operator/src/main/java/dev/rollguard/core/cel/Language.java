package dev.rollguard.core.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import java.util.Map;

/**
 * The CEL that people write: some variables, the standard functions and macros, an answer that is
 * true or false. Numbers of different types compare, so that {@code value < 1} is fine.
 */
public final class Language {
  static final int MOST_BYTES = 4096;

  /** Of all comprehensions of one evaluation together. */
  public static final int MOST_ITERATIONS = 10_000;

  private static final int MOST_NODES = 256;
  private static final int MOST_DEPTH = 64;
  private static final int MOST_REGEX_INSTRUCTIONS = 200;

  private Language() {}

  /** It takes a while: keep it. */
  public static Cel of(Map<String, CelType> variables) {
    var language =
        CelFactory.plannerCelBuilder()
            .setOptions(
                CelOptions.current()
                    .maxExpressionCodePointSize(MOST_BYTES)
                    .maxParseExpressionNodeCount(MOST_NODES)
                    .maxParseRecursionDepth(MOST_DEPTH)
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .maxRegexProgramSize(MOST_REGEX_INSTRUCTIONS)
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .setStandardMacros(CelStandardMacro.values())
            .setResultType(SimpleType.BOOL);
    variables.forEach(language::addVar);
    return language.build();
  }
}
