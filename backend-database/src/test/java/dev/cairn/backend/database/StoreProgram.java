package dev.cairn.backend.database;

import dev.cairn.ConflictException;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Uses a store in a process of its own: {@code hold|save|claim|blob connection-string [schema|-] [megabytes]}. */
final class StoreProgram {
    /** How many are made by {@code save}. */
    static final int SAVES = 1000;

    private static final int MEGABYTE = 1 << 20;

    private StoreProgram() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> config = new HashMap<>(Map.of("connection_string", arguments[1]));
        if (arguments.length > 2 && !arguments[2].equals("-")) {
            config.put("schema", arguments[2]);
        }
        try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
            System.out.println("open");
            switch (arguments[0]) {
                case "hold" -> Thread.sleep(60_000);
                case "save" -> save(backend);
                case "claim" -> System.out.println(claim(backend, "the child"));
                case "blob" -> blob(backend, Integer.parseInt(arguments[3]));
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    /** By four threads. */
    private static void save(StorageBackend backend) {
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Boolean>> threads = Stream.generate(() -> Other.start(() -> {
                    for (int i = next.getAndIncrement(); i < SAVES; i = next.getAndIncrement()) {
                        System.out.println(
                                RoundTripsTest.save(backend, "saved " + i).key().id());
                    }
                    return true;
                }))
                .limit(4)
                .toList();
        threads.forEach(CompletableFuture::join);
    }

    /** Puts 200 keys as new ones and returns those that were. */
    static List<Integer> claim(StorageBackend backend, String who) {
        List<Integer> won = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Content content = Content.of(("{\"who\":\"" + who + "\"}").getBytes(StandardCharsets.UTF_8));
            try {
                backend.documents().put(Put.live(RoundTripsTest.key("claim " + i), content, Expectation.absent()));
                won.add(i);
            } catch (ConflictException e) {
                Thread.onSpinWait(); // The other one was first.
            }
        }
        return won;
    }

    private static void blob(StorageBackend backend, int megabytes) {
        SplittableRandom random = new SplittableRandom(7);
        byte[] bytes = new byte[MEGABYTE / 2 + 7];
        long start = System.nanoTime();
        BlobRef ref;
        try (BlobSink sink = backend.blobs().create("default")) {
            while (sink.length() < (long) megabytes * MEGABYTE) {
                random.nextBytes(bytes);
                sink.write(bytes);
            }
            ref = sink.commit();
        }
        long written = System.nanoTime();
        Digest read = digestOf(backend, ref);
        long end = System.nanoTime();
        System.out.printf(
                "%s write %.0f MB/s read %.0f MB/s%n",
                read.equals(ref.digest()) ? "same" : "different",
                ref.length() * 1e3 / (written - start),
                ref.length() * 1e3 / (end - written));
    }

    private static Digest digestOf(StorageBackend backend, BlobRef ref) {
        MessageDigest digest = Digest.sha256();
        ByteBuffer target = ByteBuffer.allocate(5 * MEGABYTE + 3);
        try (BlobReader reader = backend.blobs().open("default", ref.digest())) {
            for (long at = 0; at < reader.size(); at += target.limit()) {
                reader.read(at, target.clear());
                digest.update(target.flip());
            }
        }
        return Digest.finish(digest);
    }
}
