package dev.cairn.backend.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Put;
import dev.cairn.testkit.MutableClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A memory store with a bound in bytes, and the few things that tests do with it. */
final class SmallStore implements AutoCloseable {
    static final String SCOPE = DocumentKey.DEFAULT_SCOPE;

    final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    final MemoryBackend backend;

    private SmallStore(long limit, boolean evicting) {
        this.backend = new MemoryBackend(new MemoryBudget(limit, evicting), clock);
    }

    static SmallStore refusing(long limit) {
        return new SmallStore(limit, false);
    }

    static SmallStore evicting(long limit) {
        return new SmallStore(limit, true);
    }

    static DocumentKey key(String id) {
        return new DocumentKey(SCOPE, "result", id);
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A JSON object of exactly {@code length} bytes. */
    static byte[] body(int length) {
        return ("{\"x\":\"" + "y".repeat(length - 8) + "\"}").getBytes(UTF_8);
    }

    BlobRef putBlob(byte[] bytes) {
        try (BlobSink sink = backend.blobs().create(SCOPE)) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    Document put(String id, Content content) {
        return backend.documents().put(Put.live(key(id), content, Expectation.any()));
    }

    /** Saves as a manager does: a blob of {@code length} random bytes, then the document that names it, under a hold. */
    BlobRef save(String id, int length, long seed) {
        try (Hold hold = backend.hold()) {
            BlobRef ref = putBlob(bytes(length, seed));
            put(id, naming(ref));
            return ref;
        }
    }

    static Content naming(BlobRef ref) {
        return Content.of(body(20), Map.of("columns", ref));
    }

    boolean has(String id) {
        return backend.documents()
                .scan(SCOPE, "result", Set.of(DocumentState.LIVE))
                .anyMatch(slot -> {
                    DocumentKey key = slot.key();
                    return key != null && key.id().equals(id);
                });
    }

    boolean has(BlobRef ref) {
        return backend.blobs().list(SCOPE).anyMatch(blob -> blob.digest().equals(ref.digest()));
    }

    byte[] read(BlobRef ref) {
        ByteBuffer target = ByteBuffer.allocate((int) ref.length());
        try (BlobReader reader = backend.blobs().open(SCOPE, ref.digest())) {
            reader.read(0, target);
        }
        return target.array();
    }

    /** Removes every blob, named or not. */
    void sweepAll() {
        Set<Digest> all = backend.blobs().list(SCOPE).map(BlobInfo::digest).collect(Collectors.toSet());
        backend.blobs().sweep(SCOPE, all, Instant.MAX);
    }

    long used() {
        return backend.used();
    }

    @Override
    public void close() {
        backend.close();
    }
}
