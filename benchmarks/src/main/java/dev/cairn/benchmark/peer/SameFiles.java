package dev.cairn.benchmark.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The machine itself: writes the two files of a result, a blob and a document, with the bytes that Cairn wrote for another one, into the folders
 * of the very store that Cairn writes into, and forces both files and both folders in Cairn's order. It computes nothing.
 */
public final class SameFiles implements Peer {
    private static final AtomicLong COUNT = new AtomicLong();

    private final Path store;
    private final byte[] document;
    private final byte[] blob;
    private final Set<String> shards = ConcurrentHashMap.newKeySet();

    /** Writes into {@code store}, which Cairn has open, what a store in {@code model}, which is made and left, gets for {@code sample}. */
    public SameFiles(Path store, Path model, Sample sample) {
        this.store = store;
        try (CairnPeer cairn = new CairnPeer(model.toString())) {
            cairn.save("model", sample);
        }
        try {
            this.document = Files.readAllBytes(model.resolve("default/result/model.json"));
            try (Stream<Path> files = Files.walk(model.resolve("default/_blobs"))) {
                this.blob = Files.readAllBytes(
                        files.filter(Files::isRegularFile).findFirst().orElseThrow());
            }
            Files.createDirectories(store.resolve("default/result"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(String key, Sample sample) {
        long number = COUNT.incrementAndGet();
        // Spread over 256 folders as digests are.
        String shard = HexFormat.of().toHexDigits((byte) ((number * 0x9E3779B97F4A7C15L) >>> 56));
        Path temporary = store.resolve("_tmp");
        Path blobs = store.resolve("default/_blobs").resolve(shard);
        try {
            if (shards.add(shard)) {
                Files.createDirectories(blobs);
            }
            Forced.write(temporary.resolve(number + "b"), blobs.resolve(number + "-" + key), blob);
            Forced.write(
                    temporary.resolve(number + "d"), store.resolve("default/result/same-" + key + ".json"), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object load(String key) {
        throw new UnsupportedOperationException("The bytes alone are no result.");
    }

    @Override
    public void close() {}
}
