package dev.rollguard.provider;

import dev.rollguard.core.gate.Texts;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What went wrong with a call, in a sentence. */
final class Failures {
  private static final int MOST_BYTES = 200;

  private Failures() {}

  static CallFailedException of(Origin origin, Throwable failure) {
    return failure instanceof CallFailedException known
        ? known
        : new CallFailedException(origin + ": " + clause(failure) + ".");
  }

  private static String clause(Throwable failure) {
    return switch (failure) {
      case UnknownHostException _ -> "the name is not known; see that the address is right";
      case ConnectException _ -> "nothing answers there; see that it runs and can be reached";
      case SSLException _ -> tls(failure);
      case GeneralSecurityException _ -> tls(failure);
      case ProtocolException _ -> "what answers there does not speak HTTP";
      default -> "the connection broke (" + failure.getClass().getSimpleName() + ")";
    };
  }

  private static String tls(Throwable failure) {
    if (causes(failure).anyMatch(CertPathBuilderException.class::isInstance)) {
      return "its certificate is not of a CA that is trusted; name its CA";
    }
    if (causes(failure).anyMatch(cause -> cause.getClass() == CertificateException.class)) {
      return "its certificate is for another name";
    }
    return "TLS failed (" + Texts.line(String.valueOf(failure.getMessage()), MOST_BYTES) + ")";
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
