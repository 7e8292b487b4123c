package dev.rollguard.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagJumpTest {
  @ParameterizedTest
  @CsvSource({
    "chat:1.4.1, chat:1.4.1, None",
    "chat:1.4.1, chat:1.4.2, Patch",
    "chat:1.4, chat:1.4.1, Patch",
    "chat:v1.4.9, chat:v1.5.0, Minor",
    "chat:1.25-alpine, chat:1.26-alpine, Minor",
    "chat:1.9.3, chat:2.0.0, Major",
    "chat:2.0.0, chat:1.9.3, Major",
    "chat:1.4.1, chat:v2.0-rc1, Major",
    "chat:1.4.1, chat:01.4.1, Other",
    "chat:1.4.1-rc1, chat:1.4.1, Other",
    "chat:1.25-alpine, chat:1.25-slim, Other",
    "chat:41, chat:42, Other",
    "chat:8f3a91c, chat:1be02dd, Other",
    "chat:1.4.1, chat:latest, Other",
    "chat:1.4.1, chat, Other",
    "chat:1.4.1, other:1.4.2, Other",
    "mirror/chat:1.4.1, registry/chat:1.4.1, Other",
    "registry:5000/chat:1.4.1, registry:5000/chat:1.4.2, Patch",
    "registry:5000/chat, registry:5000/chat:1.4.2, Other",
    "chat@sha256:aa, chat@sha256:bb, Digest",
    "chat:1.4.1@sha256:aa, chat:1.4.1@sha256:bb, Digest",
    "chat:1.4.1@sha256:aa, chat:1.4.2@sha256:bb, Patch",
    "chat:1.4.1, chat:1.4.1@sha256:bb, Digest"
  })
  void anImageMovesAsFarAsItsTagSays(String from, String to, TagJump jump) {
    assertThat(TagJump.between(from, to)).isEqualTo(jump);
  }

  /** Nineteen digits would not fit a number: a date with a time is a build, not a version. */
  @ParameterizedTest
  @CsvSource({
    "chat:9999999999999999999.1, chat:9999999999999999998.1, Other",
    "chat:999999999999999999.1, chat:999999999999999998.1, Major"
  })
  void numbersOfAnyLengthAreRead(String from, String to, TagJump jump) {
    assertThat(TagJump.between(from, to)).isEqualTo(jump);
  }

  @ParameterizedTest
  @CsvSource({
    "chat, true",
    "chat:latest, true",
    "registry:5000/chat, true",
    "chat:1.4.1, false",
    "chat:stable, false",
    "chat@sha256:aa, false",
    "chat:latest@sha256:aa, false"
  })
  void anImageFloatsWithoutATagOfItsOwnAndWithoutADigest(String image, boolean floats) {
    assertThat(TagJump.floats(image)).isEqualTo(floats);
  }
}
