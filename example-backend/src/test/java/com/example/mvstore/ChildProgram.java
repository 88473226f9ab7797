package com.example.mvstore;

import dev.cairn.StorageException;
import dev.cairn.keyvalue.KeyValueBackend;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What another process does with a store: {@code save}, {@code reopen}, {@code upload}, {@code open} or {@code stream}. */
public final class ChildProgram {
    static final String SCOPE = DocumentKey.DEFAULT_SCOPE;

    /** How many MiB are more than the heap that it is given for {@code stream}. */
    static final int LARGE = 100;

    private final StorageBackend store;

    private ChildProgram(StorageBackend store) {
        this.store = store;
    }

    /** The task and the file. */
    public static void main(String... args) {
        try {
            if (args[0].equals("reopen")) {
                reopen(Path.of(args[1]));
            }
            ChildProgram program = new ChildProgram(open(Path.of(args[1])));
            switch (args[0]) {
                case "save" ->
                    List.of("a", "b")
                            .forEach(writer -> new Thread(() -> program.save(writer, 0, Integer.MAX_VALUE)).start());
                case "upload" -> program.upload();
                case "stream" -> program.stream();
                default -> program.store.close();
            }
        } catch (StorageException e) {
            System.out.println(e);
        }
    }

    static StorageBackend open(Path file) {
        return KeyValueBackend.open(MvFile.open(file), Clock.systemUTC());
    }

    static DocumentKey key(String id) {
        return new DocumentKey(SCOPE, "result", id);
    }

    static JournalKey journal(String writer) {
        return new JournalKey(key(writer), "log");
    }

    /** The bytes of the blob that document {@code id} of revision number {@code n} names; of one piece or of three. */
    static byte[] blob(String id, int n) {
        byte[] bytes = new byte[n % 5 == 0 ? 2_500_000 : 20_000];
        new Random((id + n).hashCode()).nextBytes(bytes);
        return bytes;
    }

    static BlobRef put(StorageBackend store, byte[] bytes) {
        try (BlobSink sink = store.blobs().create(SCOPE)) {
            sink.write(bytes);
            return sink.commit();
        }
    }

    /** Until it is killed; says each change that returned: {@code id n revision}. */
    private void save(String writer, int from, int to) {
        for (int n = from; n < to; n++) {
            String id = writer + n % 7;
            Map<String, BlobRef> blobs = Map.of("columns", put(store, blob(id, n)));
            byte[] body = ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
            Document saved = store.documents().put(Put.live(key(id), Content.of(body, blobs), Expectation.any()));
            store.journals().append(journal(writer), List.of("{\"revision\":" + saved.revision() + "}"));
            System.out.println(id + " " + n + " " + saved.revision());
        }
    }

    /** Like save, but closes the store after a few and opens it again. */
    private static void reopen(Path file) {
        for (int n = 0; ; n += 8) {
            try (StorageBackend store = open(file)) {
                new ChildProgram(store).save("a", n, n + 8);
            }
        }
    }

    /** Writes a blob, and is killed before it is committed. */
    private void upload() {
        try (BlobSink sink = store.blobs().create(SCOPE)) {
            sink.write(new byte[5 << 20]);
            System.out.println("written");
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** Writes and reads a blob that is larger than the heap. */
    private void stream() {
        try (store) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            Random random = new Random(1);
            BlobRef ref;
            try (BlobSink sink = store.blobs().create(SCOPE)) {
                for (int i = 0; i < LARGE; i++) {
                    random.nextBytes(buffer.array());
                    sink.write(buffer.clear());
                }
                ref = sink.commit();
            }
            MessageDigest digest = Digest.sha256();
            try (BlobReader reader = store.blobs().open(SCOPE, ref.digest())) {
                for (long at = 0; at < reader.size(); at += buffer.limit()) {
                    reader.read(at, buffer.clear());
                    digest.update(buffer.flip());
                }
            }
            System.out.println(Digest.finish(digest).equals(ref.digest()) + " " + ref.length());
        }
    }
}
