package dev.cairn.backend.filesystem;

import dev.cairn.ConflictException;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What another process does to a store in a test: its arguments are what to do, the folder, and details. */
public final class StoreProgram {
    private StoreProgram() {}

    public static void main(String[] arguments) throws IOException {
        try (StorageBackend store = Stores.open(Path.of(arguments[1]), Map.of("durability", "none"))) {
            switch (arguments[0]) {
                case "absent" -> putAbsent(store, arguments[2], Integer.parseInt(arguments[3]));
                case "id" -> System.out.println(store.storeId());
                case "save" -> saveForEver(store);
                case "stream" -> streamBlob(store);
                case "hold" -> holdForEver(store, Integer.parseInt(arguments[2]));
                case "increment" -> increment(store, Stores.key("counter"), Integer.parseInt(arguments[2]));
                case "append" -> append(store, arguments[2], Integer.parseInt(arguments[3]));
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    /** Tries to be the first to put each of {@code count} keys, and prints those that it won. */
    private static void putAbsent(StorageBackend store, String name, int count) throws IOException {
        await("READY");
        for (int i = 0; i < count; i++) {
            if (isPut(store, Put.live(Stores.key("k" + i), Stores.content(name), Expectation.absent()))) {
                System.out.println(i);
            }
        }
    }

    /** Puts a document with a blob again and again, and prints each id once it is saved. */
    private static void saveForEver(StorageBackend store) {
        for (int i = 0; ; i++) {
            byte[] bytes = ("blob " + i).repeat(1000).getBytes(StandardCharsets.UTF_8);
            Content content =
                    Content.of(Stores.content("saved").body(), Map.of("columns", Stores.blob(store.blobs(), bytes)));
            store.documents().put(Put.live(Stores.key("saved-" + i % 50), content, Expectation.any()));
            store.documents().put(Put.live(Stores.key("only-" + i), content, Expectation.absent()));
            System.out.println(i);
        }
    }

    /** Writes half of a blob, waits, and writes the rest. */
    private static void streamBlob(StorageBackend store) throws IOException {
        try (BlobSink sink = store.blobs().create(Stores.SCOPE)) {
            sink.write(new byte[300_000]);
            await("READY");
            sink.write(new byte[300_000]);
            System.out.println(sink.commit().digest());
        }
    }

    /** Lets threads enter and leave without a pause. */
    private static void holdForEver(StorageBackend store, int threads) throws IOException {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (true) {
                    Hold hold = store.hold();
                    Thread.onSpinWait();
                    hold.close();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        await("READY");
        System.exit(0);
    }

    /** Puts the number that {@link #increment} adds to: two that put the same one as absent would both succeed. */
    static void putZero(StorageBackend store, DocumentKey key) {
        store.documents().put(Put.live(key, Stores.content("0"), Expectation.absent()));
    }

    /** Adds one to a number in a document, {@code times} times, whoever else does so. */
    static void increment(StorageBackend store, DocumentKey key, int times) {
        for (int done = 0; done < times; ) {
            Document current = store.documents().get(key).findVisible().orElseThrow();
            int number = Integer.parseInt(Stores.text(current.content()).replaceAll("\\D", ""));
            Put next = Put.live(key, Stores.content("" + (number + 1)), Expectation.revision(current.revision()));
            done += isPut(store, next) ? 1 : 0;
        }
    }

    private static boolean isPut(StorageBackend store, Put put) {
        try {
            store.documents().put(put);
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    private static void append(StorageBackend store, String name, int count) throws IOException {
        await("READY");
        JournalKey key = new JournalKey(Stores.key("owner"), "log");
        for (int i = 0; i < count; i++) {
            store.journals().append(key, List.of("{\"by\":\"" + name + "\",\"n\":" + i + "}"));
        }
    }

    private static void await(String ready) throws IOException {
        System.out.println(ready);
        System.in.read();
    }
}
