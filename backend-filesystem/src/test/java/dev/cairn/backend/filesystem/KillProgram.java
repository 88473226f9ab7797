package dev.cairn.backend.filesystem;

import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes a store until it is killed, for {@link KillTest}: each worker its own keys, while all share blobs. Says what it is
 * about to do, and that it is done: {@code worker begin what key text}, {@code worker end}.
 */
public final class KillProgram {
    static final int KEYS = 6;
    private static final int TEXTS = 20;

    private final StorageBackend store;
    private final String worker;
    private final String run;
    private final Random random;

    private KillProgram(StorageBackend store, String worker, String run) {
        this.store = store;
        this.worker = worker;
        this.run = run;
        this.random = new Random((worker + run).hashCode());
    }

    /** The folder, the durability, the number of this run, and the names of the workers. */
    public static void main(String[] arguments) {
        StorageBackend store = Stores.open(Path.of(arguments[0]), Map.of("durability", arguments[1]));
        for (String worker : List.of(arguments).subList(3, arguments.length)) {
            KillProgram program = new KillProgram(store, worker, arguments[2]);
            new Thread(program::work).start();
        }
    }

    /** One of the keys of a worker: plain and hashed names. */
    static DocumentKey key(String worker, int n) {
        return Stores.key(n % 2 == 0 ? worker + "-" + n : worker + "/" + n);
    }

    static JournalKey journal(String worker) {
        return new JournalKey(key(worker, 0), "log");
    }

    /** The bytes of the blob that a document with {@code text} names; the same for texts of several workers. */
    static byte[] blob(String text) {
        return ("blob " + Math.floorMod(text.hashCode(), TEXTS)).repeat(9000).getBytes(StandardCharsets.UTF_8);
    }

    private void work() {
        try {
            for (int i = 0; ; i++) {
                step(random.nextInt(100), random.nextInt(KEYS), run + "." + i);
            }
        } catch (RuntimeException e) {
            say(worker + " failed: " + e);
        }
    }

    private void step(int choice, int n, String text) {
        DocumentKey key = key(worker, n);
        if (choice < 60) {
            said("save", n, text, () -> save(key, text));
        } else if (choice < 75) {
            said("delete", n, text, () -> store.documents().put(Put.deleted(key, Expectation.any())));
        } else if (choice < 90) {
            List<String> entries = IntStream.range(0, 1 + choice % 3)
                    .mapToObj(part -> "{\"n\":\"" + text + "\",\"part\":" + part + "}")
                    .toList();
            said("append", entries.size(), text, () -> store.journals().append(journal(worker), entries));
        } else if (choice < 92) {
            said("drop", 0, text, () -> store.journals().delete(journal(worker)));
        } else if (choice < 94) {
            store.journals().force(journal(worker));
        } else if (choice < 97) {
            said("remove", n, text, () -> remove(key));
        } else {
            collect();
        }
    }

    private void save(DocumentKey key, String text) {
        Hold hold = store.hold();
        try {
            BlobRef ref = Stores.blob(store.blobs(), blob(text));
            Slot before = store.documents().get(key);
            Expectation expectation = before.findVisible()
                    .map(there -> Expectation.revision(there.revision()))
                    .orElse(Expectation.absent());
            Content content = Content.of(Stores.content(text).body(), Map.of("columns", ref));
            store.documents().put(Put.live(key, content, expectation));
        } finally {
            hold.close();
        }
    }

    private void remove(DocumentKey key) {
        store.documents().head(key).ifPresent(head -> store.documents().remove(key, head.revision()));
    }

    /** Removes every blob that no document names, while nobody saves. */
    private void collect() {
        Hold alone = store.holdExclusively();
        try (Stream<Slot> slots = store.documents().scan(Stores.SCOPE, "result", Set.of(DocumentState.LIVE));
                Stream<BlobInfo> blobs = store.blobs().list(Stores.SCOPE)) {
            Set<Digest> named = slots.flatMap(slot -> slot.find().stream())
                    .map(document -> document.content().blobs().values())
                    .flatMap(Collection::stream)
                    .map(BlobRef::digest)
                    .collect(Collectors.toSet());
            List<Digest> garbage = blobs.map(BlobInfo::digest)
                    .filter(digest -> !named.contains(digest))
                    .toList();
            store.blobs().sweep(Stores.SCOPE, garbage, store.blobs().now().plus(Duration.ofHours(1)));
        } finally {
            alone.close();
        }
    }

    private void said(String what, int n, String text, Runnable change) {
        say(worker + " begin " + what + " " + n + " " + text);
        change.run();
        say(worker + " end");
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }
}
