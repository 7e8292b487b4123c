package dev.rollguard.telemetry;

import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes a scrape as one reference page. */
final class MetricsReference {
  private static final Pattern ABOUT = Pattern.compile("# (HELP|TYPE) (\\S+) (.*)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+?)(_count|_sum)?(\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");
  private static final String INTRO =
      """
      # Metrics

      <!-- Generated from the operator's meters. Do not edit. -->

      Served at `/metrics` on port 8080 in the text format of Prometheus. Labels have few values: no name of a
      workload, user or fault. A counter with labels appears with its first event. `reason` is one of the reasons that
      conditions and events use, too.

      | Metric | Type | Labels | Meaning |
      |---|---|---|---|
      """;

  private static final class Metric {
    String type = "";
    String help = "";
    final TreeSet<String> labels = new TreeSet<>();
  }

  private MetricsReference() {}

  static String write(String scrape) {
    var metrics = new TreeMap<String, Metric>();
    scrape.lines().forEach(line -> read(line, metrics));
    var page = new StringBuilder(INTRO);
    metrics.forEach((name, metric) ->
        page.append(
            "| `%s` | %s | %s | %s |\n".formatted(name, metric.type, labels(metric), metric.help)));
    return page.toString();
  }

  private static void read(String line, TreeMap<String, Metric> metrics) {
    var about = ABOUT.matcher(line);
    if (about.matches()) {
      Metric metric = metrics.computeIfAbsent(about.group(2), name -> new Metric());
      if (about.group(1).equals("HELP")) {
        metric.help = about.group(3);
      } else {
        metric.type = about.group(3);
      }
      return;
    }
    var sample = SAMPLE.matcher(line);
    if (sample.matches() && sample.group(4) != null) {
      LABEL
          .matcher(sample.group(4))
          .results()
          .forEach(label -> metrics.get(sample.group(1)).labels.add(label.group(1)));
    }
  }

  private static String labels(Metric metric) {
    return metric.labels.isEmpty() ? "" : "`" + String.join("`, `", metric.labels) + "`";
  }
}
