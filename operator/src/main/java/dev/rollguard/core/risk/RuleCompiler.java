package dev.rollguard.core.risk;

import dev.cel.bundle.Cel;
import dev.rollguard.core.cel.Expression;
import dev.rollguard.core.cel.InvalidExpressionException;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what people wrote into rules, or says all that is wrong with it. */
final class RuleCompiler {
  static final int MOST_RULES = 64;
  private static final int MOST_REASON_BYTES = 256;
  private static final int MOST_SHOWN = 64;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final String RISKS =
      Arrays.stream(Risk.values()).map(Risk::name).collect(Collectors.joining(", "));

  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private RuleCompiler() {}

  static List<Rule> compile(List<RuleText> texts) throws InvalidRulesException {
    var compiler = new RuleCompiler();
    var rules = compiler.all(texts);
    if (!compiler.problems.isEmpty()) {
      throw new InvalidRulesException(compiler.problems);
    }
    return rules;
  }

  private List<Rule> all(List<RuleText> texts) {
    if (texts.size() > MOST_RULES) {
      problems.add(
          "There are %d rules; at most %d are looked at, so write fewer."
              .formatted(texts.size(), MOST_RULES));
      return List.of();
    }
    var rules = new ArrayList<Rule>();
    for (var i = 0; i < texts.size(); i++) {
      rule(texts.get(i), i + 1).ifPresent(rules::add);
    }
    return List.copyOf(rules);
  }

  private Optional<Rule> rule(RuleText text, int number) {
    var name = name(text.name(), number);
    var title = "Rule " + name.orElse(String.valueOf(number));
    var risk = risk(text.risk(), title);
    var when = required(text.when(), title, "when").flatMap(cel -> expression(cel, title));
    var reason = required(text.reason(), title, "reason").filter(r -> isOneLine(r, title));
    if (name.isEmpty() || risk.isEmpty() || when.isEmpty() || reason.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Rule(name.get(), risk.get(), when.get(), reason.get().strip()));
  }

  private Optional<String> name(@Nullable String name, int number) {
    if (name == null || !NAME.matcher(name).matches()) {
      problems.add(
          "Rule %d has %s; name it in lower-case letters, digits and dashes."
              .formatted(number, name == null ? "no name" : "the name " + shown(name)));
      return Optional.empty();
    }
    if (!names.add(name)) {
      problems.add("Rule %s is there twice; give every rule a name of its own.".formatted(name));
    }
    return Optional.of(name);
  }

  private Optional<Risk> risk(@Nullable String risk, String title) {
    var known = Arrays.stream(Risk.values()).filter(r -> r.name().equals(risk)).findFirst();
    if (known.isEmpty()) {
      problems.add(
          "%s has %s; it must be one of %s."
              .formatted(title, risk == null ? "no risk" : "the risk " + shown(risk), RISKS));
    }
    return known;
  }

  private Optional<Expression> expression(String cel, String title) {
    try {
      return Optional.of(Expression.compile(Lazy.LANGUAGE, title + ", when", cel));
    } catch (InvalidExpressionException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> required(@Nullable String text, String title, String field) {
    if (text == null || text.isBlank()) {
      problems.add("%s has no %s; write one.".formatted(title, field));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private boolean isOneLine(String reason, String title) {
    var line = Texts.line(reason.strip(), MOST_REASON_BYTES);
    if (!line.equals(reason.strip())) {
      problems.add(
          "%s has a reason that is not one line of at most %d bytes; write less."
              .formatted(title, MOST_REASON_BYTES));
      return false;
    }
    return true;
  }

  private static String shown(String text) {
    return '"' + Texts.line(text, MOST_SHOWN) + '"';
  }

  /** Made with the first rule, for it takes a while. */
  private static final class Lazy {
    static final Cel LANGUAGE = Variable.language();
  }
}
