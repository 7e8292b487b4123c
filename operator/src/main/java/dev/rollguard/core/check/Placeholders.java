package dev.rollguard.core.check;

import dev.rollguard.core.gate.Texts;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Arguments in texts: {@code ${name}} is the value of an argument, {@code $${} a literal. */
public final class Placeholders {
  /** An escape, a placeholder or one that was begun and is none. */
  private static final Pattern OPENING =
      Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z][A-Za-z0-9_]{0,62})}|\\$\\{");

  private static final Pattern BREAKS_A_STRING = Pattern.compile("[\"'`\\\\\\p{Cc}\\u2028\\u2029]");
  private static final Pattern ONE_WORD = Pattern.compile("-?[A-Za-z0-9_:.]+");
  private static final int MOST_SHOWN = 80;

  private Placeholders() {}

  /** The arguments that a text asks for, in their order. */
  public static Set<String> names(String text) {
    var names = new LinkedHashSet<String>();
    OPENING
        .matcher(text)
        .results()
        .map(found -> found.group("name"))
        .filter(name -> name != null)
        .forEach(names::add);
    return names;
  }

  public static String fill(String text, Map<String, String> args) throws InvalidCheckException {
    return fill(text, args, (name, value, before) -> {});
  }

  /**
   * As {@link #fill}, for PromQL. An argument may be any text inside quotes that cannot end them,
   * and one word or number outside, so that none changes what the query means.
   */
  public static String fillQuery(String query, Map<String, String> args)
      throws InvalidCheckException {
    return fill(query, args, Placeholders::refuseInjection);
  }

  private interface Guard {
    void check(String name, String value, String before) throws InvalidCheckException;
  }

  private static String fill(String text, Map<String, String> args, Guard guard)
      throws InvalidCheckException {
    var filled = new StringBuilder();
    var opening = OPENING.matcher(text);
    var end = 0;
    while (opening.find()) {
      filled.append(text, end, opening.start());
      end = opening.end();
      if (opening.group().startsWith("$$")) {
        filled.append("${");
        continue;
      }
      var name = opening.group("name");
      if (name == null) {
        throw malformed(text.substring(opening.start()));
      }
      var value = args.get(name);
      if (value == null) {
        throw new InvalidCheckException(
            "${%s} has no value; supply the argument or give it a default.".formatted(name));
      }
      guard.check(name, value, filled.toString());
      filled.append(value);
    }
    return filled.append(text, end, text.length()).toString();
  }

  private static void refuseInjection(String name, String value, String before)
      throws InvalidCheckException {
    if (BREAKS_A_STRING.matcher(value).find()) {
      throw new InvalidCheckException(
          "The argument %s holds a quote, a backslash or a line break, which would change the query; leave it out."
              .formatted(name));
    }
    if (!PromText.endsInsideQuotes(before) && !ONE_WORD.matcher(value).matches()) {
      throw new InvalidCheckException(
          "The argument %s stands outside of quotes in the query and is not one word or number there; quote ${%s} or give a plain value."
              .formatted(name, name));
    }
  }

  private static InvalidCheckException malformed(String from) {
    return new InvalidCheckException(
        "\"%s\" is no placeholder; write ${name}, or $${ for a literal ${."
            .formatted(Texts.line(from, MOST_SHOWN)));
  }
}
