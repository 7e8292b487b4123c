package dev.rollguard.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Asks for compressed answers and unpacks them: the API server compresses what is longer than 128
 * KiB, which are lists, to about a tenth (its feature APIResponseCompression). Decrypting is slow
 * while Java is still warming up, and that is when the long lists come. The client leaves the
 * encoding to others.
 */
final class CompressedLists implements Interceptor {
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isRead(request)) {
      builder.setHeader("Accept-Encoding", "gzip");
    }
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    return isRead(request) ? new Unpacking(consumer) : consumer;
  }

  private static boolean isRead(HttpRequest request) {
    return "GET".equals(request.method());
  }

  /** A member of a gzip file (RFC 1952); anything else, such as JSON, passes unchanged. */
  private static final class Unpacking implements AsyncBody.Consumer<List<ByteBuffer>> {
    private static final int[] MAGIC = {0x1f, 0x8b, 8, 0};
    private static final int HEADER = 10;
    private static final int CHUNK = 16 * 1024;

    private final AsyncBody.Consumer<List<ByteBuffer>> plain;
    private final Inflater inflater = new Inflater(true);
    private int headerSeen;
    private boolean packed = true;

    Unpacking(AsyncBody.Consumer<List<ByteBuffer>> plain) {
      this.plain = plain;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) throws Exception {
      var unpacked = new ArrayList<ByteBuffer>();
      for (var buffer : buffers) {
        skipHeader(buffer, unpacked);
        if (packed) {
          inflate(buffer, unpacked);
        } else {
          unpacked.add(buffer);
        }
      }
      if (unpacked.isEmpty()) {
        body.consume();
      } else {
        plain.consume(unpacked, body);
      }
    }

    private void skipHeader(ByteBuffer buffer, List<ByteBuffer> unpacked) {
      while (packed && headerSeen < HEADER && buffer.hasRemaining()) {
        var next = buffer.get(buffer.position()) & 0xff;
        if (headerSeen < MAGIC.length && next != MAGIC[headerSeen]) {
          packed = false;
          if (headerSeen > 0) {
            throw new KubernetesClientException("An answer is neither JSON nor gzip.");
          }
        } else {
          buffer.get();
          headerSeen++;
        }
      }
    }

    /** What follows the end is a checksum; TLS has checked already. */
    private void inflate(ByteBuffer buffer, List<ByteBuffer> unpacked) {
      inflater.setInput(buffer);
      try {
        while (!inflater.finished()) {
          var chunk = ByteBuffer.allocate(CHUNK);
          var length = inflater.inflate(chunk);
          if (length > 0) {
            unpacked.add(chunk.flip());
          } else if (inflater.needsInput()) {
            return;
          }
        }
        inflater.end();
      } catch (DataFormatException e) {
        throw new KubernetesClientException("A compressed answer cannot be read.", e);
      }
    }
  }
}
