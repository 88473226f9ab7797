package dev.cairn.backend.filesystem;

import dev.cairn.config.StorageConfig;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Content;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Opens stores and makes what tests put into them. */
final class Stores {
    static final String SCOPE = DocumentKey.DEFAULT_SCOPE;

    private Stores() {}

    static StorageBackend open(Path base) {
        return open(base, Map.of("durability", "none"));
    }

    static StorageBackend readOnly(Path base) {
        return open(base, Map.of("read_only", true));
    }

    static StorageBackend open(Path base, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.put("base_path", base);
        return new FileBackendFactory().open(StorageConfig.of("filesystem", values), Clock.systemUTC());
    }

    static DocumentKey key(String id) {
        return new DocumentKey(SCOPE, "result", id);
    }

    static Content content(String text) {
        return Content.of(("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    static String text(Content content) {
        return new String(content.body(), StandardCharsets.UTF_8);
    }

    static BlobRef blob(BlobStore blobs, byte[] bytes) {
        try (BlobSink sink = blobs.create(SCOPE)) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    static byte[] read(BlobStore blobs, BlobRef ref) {
        try (BlobReader reader = blobs.open(SCOPE, ref.digest())) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(reader.size()));
            reader.read(0, bytes);
            return bytes.array();
        }
    }
}
