package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks an HTTP server, and judges the answer. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.body) || (has(self.method) && self.method in ['POST', 'PUT'])",
    message =
        "body is only allowed with method POST and PUT; remove it, or change the " + "method.",
    fieldPath = ".body",
    reason = "FieldValueForbidden")
public class HttpCheck {
  @JsonPropertyDescription("GET, HEAD, POST or PUT.")
  @Default("GET")
  private @Nullable HttpMethod method;

  @JsonPropertyDescription(
      "What to ask, beginning with http:// or https://. ${name} stands for an "
          + "argument. Certificates are always verified.")
  @Required
  @Size(max = 2048)
  @ValidationRule(value = CheckRules.URL, message = CheckRules.URL_MESSAGE)
  @ValidationRule(value = CheckRules.NO_CREDENTIALS, message = CheckRules.NO_CREDENTIALS_MESSAGE)
  private String url = "";

  @JsonPropertyDescription("The headers to send, at most 16.")
  @Size(max = 16)
  private List<HttpHeader> headers = new ArrayList<>();

  @JsonPropertyDescription("The body to send with POST and PUT. ${name} stands for an argument.")
  @Size(max = 16384)
  private @Nullable String body;

  @JsonPropertyDescription("The status codes that are good, at most 32. When absent: 200 to 299.")
  @Size(max = 32)
  private List<@Min(100) @Max(599) Integer> expectedStatus = new ArrayList<>();

  @JsonPropertyDescription(
      "What else must be true of a good answer, as an expression in CEL over status "
          + "(a number), body (text), json (what the body holds) and durationMs, such as "
          + "json.healthy == true && durationMs < 500.")
  @Size(max = 1024)
  @ValidationRule(value = Rules.NOT_BLANK, message = CheckRules.PASS_MESSAGE)
  private @Nullable String pass;

  @JsonPropertyDescription(
      "What to do with a redirect. Refuse: it is an answer like any other. Follow: "
          + "it is followed.")
  @Default("Refuse")
  private @Nullable Redirects redirects;

  @JsonPropertyDescription(
      "The CA that the certificate of the server must be of, as PEM in a Secret. "
          + "When absent: the CAs that Java trusts.")
  private @Nullable SecretRef caSecretRef;

  public @Nullable HttpMethod getMethod() {
    return method;
  }

  public void setMethod(@Nullable HttpMethod method) {
    this.method = method;
  }

  public String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public List<HttpHeader> getHeaders() {
    return headers;
  }

  public void setHeaders(@Nullable List<HttpHeader> headers) {
    this.headers = headers == null ? new ArrayList<>() : headers;
  }

  public @Nullable String getBody() {
    return body;
  }

  public void setBody(@Nullable String body) {
    this.body = body;
  }

  public List<Integer> getExpectedStatus() {
    return expectedStatus;
  }

  public void setExpectedStatus(@Nullable List<Integer> expectedStatus) {
    this.expectedStatus = expectedStatus == null ? new ArrayList<>() : expectedStatus;
  }

  public @Nullable String getPass() {
    return pass;
  }

  public void setPass(@Nullable String pass) {
    this.pass = pass;
  }

  public @Nullable Redirects getRedirects() {
    return redirects;
  }

  public void setRedirects(@Nullable Redirects redirects) {
    this.redirects = redirects;
  }

  public @Nullable SecretRef getCaSecretRef() {
    return caSecretRef;
  }

  public void setCaSecretRef(@Nullable SecretRef caSecretRef) {
    this.caSecretRef = caSecretRef;
  }
}
