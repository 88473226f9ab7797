package dev.cairn.backend.memory;

import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The blobs by scope and digest, and how many live documents name each. Read without a lock; changed under that of
 * {@link MemoryTables}.
 *
 * <p>A document may name a blob that is not here; the name counts once the blob comes.
 */
final class BlobTable {
    /** Names one blob in all scopes. */
    record BlobKey(String scope, Digest digest) {}

    private final ConcurrentMap<String, ConcurrentMap<Digest, StoredBlob>> scopes = new ConcurrentHashMap<>();
    private final Map<BlobKey, Integer> names = new HashMap<>();

    /** The blobs that are here and that no document names, by their rank. */
    private final TreeMap<Long, BlobKey> unnamed = new TreeMap<>();

    @Nullable
    StoredBlob find(String scope, Digest digest) {
        ConcurrentMap<Digest, StoredBlob> blobs = scopes.get(scope);
        return blobs == null ? null : blobs.get(digest);
    }

    List<String> scopes() {
        return List.copyOf(scopes.keySet());
    }

    Stream<Map.Entry<Digest, StoredBlob>> all(String scope) {
        ConcurrentMap<Digest, StoredBlob> blobs = scopes.get(scope);
        return blobs == null ? Stream.empty() : blobs.entrySet().stream();
    }

    /** Puts a blob, or the touched form of one that is there. */
    void put(String scope, Digest digest, StoredBlob blob) {
        BlobKey key = new BlobKey(scope, digest);
        StoredBlob before =
                scopes.computeIfAbsent(scope, none -> new ConcurrentHashMap<>()).put(digest, blob);
        if (before != null) {
            unnamed.remove(before.rank());
        }
        if (!names.containsKey(key)) {
            unnamed.put(blob.rank(), key);
        }
    }

    /** Removes a blob that is there. */
    void remove(String scope, Digest digest, StoredBlob blob) {
        unnamed.remove(blob.rank());
        ConcurrentMap<Digest, StoredBlob> blobs = scopes.get(scope);
        if (blobs != null && blobs.remove(digest, blob) && blobs.isEmpty()) {
            scopes.remove(scope);
        }
    }

    /** The blob that goes first of those that no document names and no hold from {@code oldestHold} on protects. */
    @Nullable
    BlobKey removable(long oldestHold) {
        Map.Entry<Long, BlobKey> first = unnamed.firstEntry();
        return first != null && first.getKey() < oldestHold ? first.getValue() : null;
    }

    /** Whether every blob that only {@code document} names could go with it. */
    boolean removableWith(Document document, long oldestHold) {
        for (BlobKey key : namedBy(document)) {
            StoredBlob blob = find(key.scope(), key.digest());
            if (blob != null && names.getOrDefault(key, 0) == 1 && blob.rank() >= oldestHold) {
                return false;
            }
        }
        return true;
    }

    /** Counts the names that {@code document} gives. */
    void name(Document document) {
        for (BlobKey key : namedBy(document)) {
            StoredBlob blob = find(key.scope(), key.digest());
            if (names.merge(key, 1, Integer::sum) == 1 && blob != null) {
                unnamed.remove(blob.rank());
            }
        }
    }

    /** Notes that {@code document}, which {@link #name names} them, stands now. */
    void settle(Document document, long oldestHold) {
        for (BlobKey key : namedBy(document)) {
            StoredBlob blob = find(key.scope(), key.digest());
            if (blob != null) {
                put(key.scope(), key.digest(), blob.named(oldestHold));
            }
        }
    }

    /** Counts that {@code document} gives its names no longer. */
    void unname(Document document) {
        for (BlobKey key : namedBy(document)) {
            StoredBlob blob = find(key.scope(), key.digest());
            boolean last = names.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1) == null;
            if (last && blob != null) {
                unnamed.put(blob.rank(), key);
            }
        }
    }

    void clear() {
        scopes.clear();
        names.clear();
        unnamed.clear();
    }

    /** An archived document names blobs of another tier. */
    private static Set<BlobKey> namedBy(Document document) {
        Set<BlobKey> keys = new HashSet<>();
        if (document.state() == DocumentState.LIVE) {
            for (BlobRef ref : document.content().blobs().values()) {
                keys.add(new BlobKey(document.key().scope(), ref.digest()));
            }
        }
        return keys;
    }
}
