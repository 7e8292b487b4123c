package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  private static final Map<String, String> ARGS = Map.of("namespace", "shop", "deployment", "cart");

  @Test
  void aPlaceholderBecomesItsArgument() throws Exception {
    assertThat(Placeholders.fill("${namespace}/${deployment}: ${namespace}", ARGS))
        .isEqualTo("shop/cart: shop");
  }

  @Test
  void twoDollarsMakeALiteral() throws Exception {
    assertThat(Placeholders.fill("$${namespace} and $$${namespace}", ARGS))
        .isEqualTo("${namespace} and $${namespace}");
  }

  @Test
  void otherDollarsStay() throws Exception {
    assertThat(Placeholders.fill("^a$ $1 $ {b} $", ARGS)).isEqualTo("^a$ $1 $ {b} $");
  }

  @Test
  void whatAnArgumentHoldsIsNotFilledAgain() throws Exception {
    assertThat(Placeholders.fill("${a}", Map.of("a", "${b} \\1 $0", "b", "x")))
        .isEqualTo("${b} \\1 $0");
  }

  @Test
  void aPlaceholderWithoutArgumentIsRefused() {
    assertThatThrownBy(() -> Placeholders.fill("a ${stage} b", ARGS))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessage("${stage} has no value; supply the argument or give it a default.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${a-b}", "${1a}", "${a b}", "${namespace"})
  void whatWasBegunAndIsNoPlaceholderIsRefused(String text) {
    assertThatThrownBy(() -> Placeholders.fill(text, ARGS))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessage("\"%s\" is no placeholder; write ${name}, or $${ for a literal ${.", text);
  }

  @Test
  void namesAreThoseThatATextAsksForOnceEach() {
    assertThat(Placeholders.names("${b} ${a} $${c} ${b} ${d-e} ${")).containsExactly("b", "a");
  }

  @Test
  void aQueryTakesAnyTextInsideQuotesThatCannotEndThem() throws Exception {
    assertThat(
            Placeholders.fillQuery(
                "x{a=\"${v}\",b='${v}',c=`${v}`}", Map.of("v", "GET /a b|c{}(1) $")))
        .isEqualTo("x{a=\"GET /a b|c{}(1) $\",b='GET /a b|c{}(1) $',c=`GET /a b|c{}(1) $`}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"} or vector(0", "a'", "a`", "a\\", "a\nb", "a\u2028b", "a\u0000"})
  void aQueryRefusesWhatCouldEndAString(String value) {
    assertThatThrownBy(() -> Placeholders.fillQuery("x{a=\"${v}\"}", Map.of("v", value)))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessage(
            "The argument v holds a quote, a backslash or a line break, which would change the query; leave it out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5m", "0.05", "-1", "http_requests:rate5m", "1e3"})
  void aQueryTakesOneWordOrNumberOutsideOfQuotes(String value) throws Exception {
    assertThat(Placeholders.fillQuery("a ${v}", Map.of("v", value))).isEqualTo("a " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m]) * 0 + sum(rate(x[1m", "a or b", "a-a", "", "a # ", "(a)"})
  void aQueryRefusesMoreThanAWordOutsideOfQuotes(String value) {
    assertThatThrownBy(() -> Placeholders.fillQuery("sum(x[${v}])", Map.of("v", value)))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageStartingWith("The argument v stands outside of quotes in the query");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x{a=\"b\"} + ${v}",
        "x{a=\"\\\"\"} + ${v}",
        "x{a='\"'} + ${v}",
        "x{a=`\\`} + ${v}",
        "x # it's\n + ${v}",
        "x # ${v}"
      })
  void whatIsOutsideOfQuotesIsKnownPastStringsAndComments(String query) {
    assertThatThrownBy(() -> Placeholders.fillQuery(query, Map.of("v", "a b")))
        .isInstanceOf(InvalidCheckException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x{a=\"\\\"${v}\"}", "x # '\n{a=\"#${v}\"}", "x{a='\"${v}'}"})
  void whatIsInsideOfQuotesIsKnownToo(String query) throws Exception {
    assertThat(Placeholders.fillQuery(query, Map.of("v", "a b"))).contains("a b");
  }
}
