package dev.cairn.backend.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A store in memory, seen as it is and through faults, as by another process of which a server knows nothing. */
abstract class FaultyStore {
    static final String SCOPE = DocumentKey.DEFAULT_SCOPE;
    static final DocumentKey KEY = key("a");
    static final DocumentKey OTHER = key("b");
    static final JournalKey LOG = new JournalKey(KEY, "log");

    final Faults faults = new Faults();
    final StorageBackend memory = new MemoryBackend(new MemoryBudget(MemoryBudget.MEGABYTE, false), Clock.systemUTC());
    final StorageBackend store = new FaultyBackend(memory, faults);

    @AfterEach
    void close() {
        store.close();
    }

    static DocumentKey key(String id) {
        return new DocumentKey(SCOPE, "result", id);
    }

    static Put put(DocumentKey key, String text) {
        return Put.live(key, Content.of(("{\"text\":\"" + text + "\"}").getBytes(UTF_8)), Expectation.any());
    }

    final Document save(DocumentKey key, String text) {
        return store.documents().put(put(key, text));
    }

    /** What is really there. */
    final Optional<Document> there(DocumentKey key) {
        return memory.documents().get(key).find();
    }

    final BlobRef write(byte[] bytes) {
        try (BlobSink sink = store.blobs().create(SCOPE)) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    final byte[] read(Digest digest) {
        try (BlobReader reader = store.blobs().open(SCOPE, digest)) {
            ByteBuffer target = ByteBuffer.allocate((int) reader.size());
            reader.read(0, target);
            return target.array();
        }
    }
}
