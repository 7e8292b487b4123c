package dev.rollguard.api.v1alpha1;

/** The longer validation rules of checks, their runs and the gates that need them. */
final class CheckRules {
  private static final String LETTERS_AND_DOTS =
      " lower-case letters, digits, '-' and '.', with a letter or digit first and last, such as ";
  static final String OBJECT_NAME = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";
  static final String OBJECT_NAME_MESSAGE = "name must have 1 to 253" + LETTERS_AND_DOTS + "main.";
  static final String TEMPLATE_MESSAGE =
      "template must be the name of a CheckTemplate: 1 to 63" + LETTERS_AND_DOTS + "error-rate.";
  static final String CHECK_NAME_MESSAGE =
      "name must have 1 to 63 lower-case letters, digits and '-', with a letter or digit first and"
          + " last, such as errors.";
  static final String NAMESPACE_MESSAGE =
      "namespace must have 1 to 63 lower-case letters, digits and '-', with a letter or digit first"
          + " and last, such as checks.";
  static final String PROVIDER_MESSAGE =
      "provider must have 1 to 63 lower-case letters, digits and '-', with a letter or digit first"
          + " and last, such as main.";

  static final String ARG_NAME = "self.matches('^[A-Za-z][A-Za-z0-9_]*$')";
  static final String ARG_NAME_MESSAGE =
      "name of an argument must be a letter, then letters, digits and '_', 1 to 63 in all, such as"
          + " service.";
  static final String ARG_VALUE_MESSAGE =
      "value must be a single line without tabs and control characters.";
  static final String ARG_DEFAULT_MESSAGE =
      "default must be a single line without tabs and control characters.";
  static final String DESCRIPTION_MESSAGE =
      "description must be a single line without tabs and control characters.";
  static final String ATTEMPT_MESSAGE =
      "attempt must be a single line without tabs and control characters.";

  static final String SECRET_KEY = "self.matches('^[-A-Za-z0-9_.]+$')";
  static final String SECRET_KEY_MESSAGE =
      "key must have 1 to 253 letters, digits, '-', '_' and '.', such as token.";

  /**
   * A place for Secrets is in the headers and in the providers, so none is needed in an address.
   */
  static final String ADDRESS = "self.matches('^https?://[^\\\\s/?#@$]+(/[^\\\\s?#$]*)?$')";

  static final String ADDRESS_MESSAGE =
      "address must be http:// or https://, a host, and if need be a port and a path, without"
          + " credentials and placeholders, such as http://prometheus.monitoring:9090.";
  static final String QUERY_MESSAGE = "query must not be blank; give a query in PromQL.";
  static final String BASELINE_MESSAGE = "baselineQuery must not be blank; give a query in PromQL.";
  static final String PASS_MESSAGE =
      "pass must not be blank; say when a sample is good, such as value < 0.01 or status == 200.";
  static final String FAIL_MESSAGE =
      "fail must not be blank; say when a sample is bad, such as value > 0.05, or remove it.";
  static final String CONFIDENCE = "self.matches('^0[.][0-9]*[1-9][0-9]*$')";
  static final String CONFIDENCE_MESSAGE =
      "confidence must be a decimal number between 0 and 1, such as 0.98.";
  static final String MIN_EFFECT =
      "self.matches('^([0-9]{1,3}([.][0-9]{1,6})?|1000([.]0{1,6})?)$')";
  static final String MIN_EFFECT_MESSAGE =
      "minEffect must be a decimal number from 0 to 1000, such as 0.10 for 10 %.";

  static final String HEADER_NAME = "self.matches('^[A-Za-z0-9_-]+$')";
  static final String HEADER_NAME_MESSAGE =
      "name of a header must have 1 to 128 letters, digits, '-' and '_', such as Authorization.";
  static final String HEADER_FREE =
      "!self.matches('^(?i:connection|content-length|expect|host|transfer-encoding|upgrade)$')";
  static final String HEADER_FREE_MESSAGE =
      "Connection, Content-Length, Expect, Host, Transfer-Encoding and Upgrade are set by the HTTP"
          + " client; remove the header.";
  static final String HEADER_VALUE = Rules.ONE_LINE;
  static final String HEADER_VALUE_MESSAGE =
      "value of a header must be a single line without tabs and control characters.";
  static final String URL = "self.matches('^(https?://|[$][{])\\\\S+$')";
  static final String URL_MESSAGE =
      "url must begin with http:// or https:// and have no blanks, such as"
          + " https://${deployment}.${namespace}/health.";
  static final String NO_CREDENTIALS = "!self.matches('^[^/]*//[^/?#]*@')";
  static final String NO_CREDENTIALS_MESSAGE =
      "url must not hold a user or a password; put them into a header with secretRef.";
  static final String REPORT_URL = "self.matches('^https?://\\\\S+$')";
  static final String REPORT_URL_MESSAGE =
      "url must begin with http:// or https:// and have no blanks.";
  static final String REPORT_BLANK_MESSAGE =
      "summary of a report must not be blank; say in one sentence what was tested and found.";
  static final String REPORT_LINE_MESSAGE =
      "summary of a report must be a single line without tabs and control characters; put the"
          + " details behind the url.";
  static final String REPORTED = "self != 'NoData'";
  static final String REPORTED_MESSAGE =
      "verdict of a report must be Pass, Fail or Inconclusive; a test that found nothing is"
          + " Inconclusive.";

  static final String TEMPLATE_HASH = "self.matches('^[0-9a-f]{64}$')";
  static final String TEMPLATE_HASH_MESSAGE =
      "templateHash must have 64 hexadecimal digits; take spec.templateHash of the Change.";
  static final String REPLICAS = "self.matches('^([1-9][0-9]?|100)%?$')";
  static final String REPLICAS_MESSAGE =
      "replicas must be a number from 1 to 100, or a share from 1% to 100%, such as 1 or 10%, in"
          + " quotes.";

  private static final String FORM =
      " must be written with h, m and s in this order, with at most five digits each, such as ";
  private static final String UNREADABLE = "!(" + Rules.DURATION + ") || ";
  private static final String AT_MOST_A_DAY = "duration(self) <= duration('24h')";

  static final String INITIAL_DELAY_MESSAGE = "initialDelay" + FORM + "30s, or 0s for none.";
  static final String INITIAL_DELAY_RANGE = UNREADABLE + AT_MOST_A_DAY;
  static final String INITIAL_DELAY_RANGE_MESSAGE = "initialDelay must be at most 24h.";
  static final String INTERVAL_MESSAGE = "interval" + FORM + "30s or 1m30s.";
  static final String INTERVAL_RANGE =
      UNREADABLE + "(duration(self) >= duration('1s') && " + AT_MOST_A_DAY + ")";
  static final String INTERVAL_RANGE_MESSAGE = "interval must be at least 1s and at most 24h.";
  static final String TIMEOUT_MESSAGE = "timeout" + FORM + "10s or 1m30s.";
  static final String TIMEOUT_RANGE =
      UNREADABLE + "(duration(self) >= duration('1s') && duration(self) <= duration('1h'))";
  static final String TIMEOUT_RANGE_MESSAGE =
      "timeout must be at least 1s and at most 5m, or 1h for a job.";
  static final String VALID_FOR_MESSAGE = "validFor" + FORM + "24h or 30m.";
  static final String VALID_FOR_RANGE =
      UNREADABLE + "(duration(self) > duration('0s') && duration(self) <= duration('720h'))";
  static final String VALID_FOR_RANGE_MESSAGE =
      "validFor must be longer than 0s and at most 720h (30 days).";
  static final String SOAK_MESSAGE = "soak" + FORM + "5m or 1h30m, or 0s for none.";
  static final String SOAK_RANGE = UNREADABLE + AT_MOST_A_DAY;
  static final String SOAK_RANGE_MESSAGE = "soak must be at most 24h.";
  static final String DEADLINE_MESSAGE = "deadline" + FORM + "30m or 1h30m.";
  static final String DEADLINE_RANGE =
      UNREADABLE + "(duration(self) > duration('0s') && " + AT_MOST_A_DAY + ")";
  static final String DEADLINE_RANGE_MESSAGE = "deadline must be longer than 0s and at most 24h.";

  /** What a duration looks like at least: the sentence about its form comes from its own field. */
  private static final String READABLE = ".matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')";

  static final String SHORT_TIMEOUT =
      "has(self.job) || !has(self.timeout) || !self.timeout"
          + READABLE
          + " || duration(self.timeout) <= duration('5m')"
          + " || duration(self.timeout) > duration('1h')";
  static final String SOAK_BEFORE_DEADLINE =
      "!has(self.soak) || !has(self.deadline) || !self.soak"
          + READABLE
          + " || !self.deadline"
          + READABLE
          + " || duration(self.soak) < duration(self.deadline)";

  private CheckRules() {}
}
