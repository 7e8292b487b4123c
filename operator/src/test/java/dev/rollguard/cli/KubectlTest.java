package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubectl says, in the tool's words. The real one is asked by the scenarios. */
class KubectlTest {
  private static final String LIST =
      "{\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}";

  @TempDir private Path folder;

  private Ran runs(String script, String... arguments) throws IOException {
    var program = folder.resolve("kubectl");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return User.of("http://127.0.0.1:9").with("PATH", folder.toString()).runs(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Error from server (Forbidden): faults.rollguard.dev is forbidden: User "bob" cannot list resource "faults" in API group "rollguard.dev" at the cluster scope | bob may not list faults.rollguard.dev; ask for that right.
          Error from server (NotFound): the server could not find the requested resource | Rollguard is not installed in this cluster: its kinds are unknown there; install the chart first.
          error: You must be logged in to the server (Unauthorized) | The API server does not know who you are (401); log in again.
          Error from server (InternalError): etcd is away | The API server refused this with 500: etcd is away.
          Error from server (ServiceUnavailable): apiserver is shutting down | The API server refused this with 503: apiserver is shutting down.
          The connection to the server 127.0.0.1:9 was refused - did you specify the right host or port? | The API server cannot be reached: The connection to the server 127.0.0.1:9 was refused - did you specify the right host or port?
          error: context "nope" does not exist | kubectl cannot ask: context "nope" does not exist.
          """)
  void whatItComplainsOfIsOneSentence(String complaint, String sentence) throws IOException {
    var ran = runs("echo '%s' >&2; exit 1".formatted(complaint), "status");

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo(sentence + "\n");
  }

  @Test
  void itIsAskedWithTheOptionsOfTheCommand() throws IOException {
    var ran =
        runs(
            "echo \"$@\" >>\"$0.asked\"; echo '%s'".formatted(LIST),
            "status",
            "--context",
            "blue",
            "--as",
            "bob",
            "--as-group",
            "sre");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(Files.readAllLines(folder.resolve("kubectl.asked")))
        .hasSize(4)
        .allSatisfy(line ->
            assertThat(line)
                .contains("--kubeconfig=")
                .contains("--context=blue --as=bob --as-group=sre get --raw /apis/rollguard.dev/"));
  }

  /** Four of them at a time share the processors with the tool itself. */
  @Test
  void itCollectsNoGarbageBeforeThereIsMuch() throws IOException {
    runs("echo \"$GOGC $GOMEMLIMIT\" >>\"$0.seen\"; echo '%s'".formatted(LIST), "status");

    assertThat(Files.readAllLines(folder.resolve("kubectl.seen")))
        .hasSize(4)
        .containsOnly("off 128MiB");
  }

  @Test
  void theNamespaceIsThatOfTheContext() throws IOException {
    assertThat(runs(whoseContext("echo shop"), "why", "x").err())
        .isEqualTo(
            "There is no Deployment or Change \"x\" in namespace shop; give another namespace with -n.\n");
    assertThat(runs(whoseContext("true"), "why", "x").err())
        .isEqualTo(
            "There is no Deployment or Change \"x\" in namespace default; give another namespace with -n.\n");
  }

  /** As in a pod, where kubectl finds its way without a kubeconfig. */
  @Test
  void withoutAContextTheNamespaceIsTheDefault() throws IOException {
    var none = "echo 'error: current-context must exist in order to minify' >&2; exit 1";
    assertThat(runs(whoseContext(none), "why", "x").err()).contains("in namespace default;");
  }

  /** A kubectl that answers so when it is asked for its context, and knows no Deployment. */
  private static String whoseContext(String answer) {
    return """
    case "$*" in
    *"config view"*) %s ;;
    */changes?label*) echo '%s' ;;
    *) echo 'Error from server (NotFound): deployments.apps "x" not found' >&2; exit 1 ;;
    esac
    """
        .formatted(answer, LIST);
  }

  @Test
  void whatItWarnsOfIsNoAnswerAndNoError() throws IOException {
    var ran =
        runs(
            "i=0; while [ $i -lt 3000 ]; do echo 'Warning: this one is old, and long' >&2; i=$((i+1)); done; echo '%s'"
                .formatted(LIST),
            "status");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(ran.err()).isEmpty();
  }
}
