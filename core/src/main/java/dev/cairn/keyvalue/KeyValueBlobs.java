package dev.cairn.keyvalue;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobPieces;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pieces of a blob under the name of its upload. The blob is there once a row of its digest names the upload. What
 * others wrote of blobs and did not publish is removed at the opening.
 */
final class KeyValueBlobs implements BlobStore {
    private static final String BLOB = "blob";
    private static final String PIECE = "piece";

    private final GuardedStore store;
    private final Keys keys;
    private final Clock clock;

    KeyValueBlobs(GuardedStore store, Clock clock) {
        this.store = store;
        this.keys = new Keys(store);
        this.clock = clock;
        removeLeftovers();
    }

    @Override
    public BlobSink create(String scope) {
        store.checkOpen();
        return new KeyValueBlobSink(store, this, scope);
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        return store.change(batch -> {
            Set<Digest> missing = new HashSet<>();
            for (Digest digest : digests) {
                BlobRow row = row(scope, digest);
                if (row == null) {
                    missing.add(digest);
                } else {
                    batch.put(
                            name(scope, digest), row.touchedAt(clock.instant()).encode());
                }
            }
            return missing;
        });
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        BlobRow row = row(scope, digest);
        if (row == null) {
            throw new NotFoundException(
                    "There is no blob " + digest + " in scope '" + scope + "' of " + store.location() + ".");
        }
        String what = "blob " + digest + " of " + store.location();
        return BlobPieces.reader(what, row.size(), number -> {
            byte[] piece = store.get(piece(row.upload(), number));
            if (piece == null) {
                BlobRow now = row(scope, digest);
                throw now != null && now.upload().equals(row.upload())
                        ? new CorruptException("The piece " + number + " of the " + what
                                + " is gone. Restore it from a replica or a backup, or save it again.")
                        : new NotFoundException("The " + what + " was removed while it was read.");
            }
            return piece;
        });
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        return keys.below(BLOB, scope).map(Digest::new).flatMap(digest -> {
            BlobRow row = row(scope, digest);
            return row == null ? Stream.empty() : Stream.of(new BlobInfo(digest, row.size(), row.touched()));
        });
    }

    @Override
    public List<String> scopes() {
        return keys.below(BLOB).toList();
    }

    @Override
    public Instant now() {
        store.checkOpen();
        return clock.instant();
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        Swept swept = Swept.NOTHING;
        for (Digest candidate : Set.copyOf(candidates)) {
            swept = swept.plus(store.change(batch -> {
                BlobRow row = row(scope, candidate);
                if (row == null || !row.touched().isBefore(touchedBefore)) {
                    return Swept.NOTHING;
                }
                batch.remove(name(scope, candidate));
                removePieces(row.upload(), batch);
                return new Swept(1, row.size());
            }));
        }
        return swept;
    }

    /**
     * Makes {@code upload}, whose pieces are there or in {@code batch}, the blob of {@code digest}; returns false if there is one
     * already, and touches it. Every byte of that is looked at, for a damaged one is replaced.
     */
    boolean publish(String scope, Digest digest, long size, String upload, GuardedStore.Batch batch) {
        BlobRow there = row(scope, digest);
        boolean ours = there == null || there.size() != size || !digest.equals(digestOf(there));
        String kept = ours || there == null ? upload : there.upload();
        Instant touched = there == null ? Instant.MIN : there.touched();
        batch.put(
                name(scope, digest),
                new BlobRow(size, touched, kept).touchedAt(clock.instant()).encode());
        if (ours && there != null) {
            removePieces(there.upload(), batch);
        }
        return ours;
    }

    void removePieces(String upload, GuardedStore.Batch batch) {
        keys.below(PIECE, upload).forEach(number -> batch.remove(Keys.of(PIECE, upload, number)));
    }

    static String piece(String upload, int number) {
        return Keys.of(PIECE, upload, HexFormat.of().toHexDigits(number));
    }

    /** The row of a blob. One that cannot be read is as good as none: whoever misses the blob puts it again. */
    private @Nullable BlobRow row(String scope, Digest digest) {
        return BlobRow.decode(store.get(name(scope, digest)));
    }

    private static String name(String scope, Digest digest) {
        return Keys.of(BLOB, scope, digest.hex());
    }

    private @Nullable Digest digestOf(BlobRow row) {
        MessageDigest digest = Digest.sha256();
        for (int number = 0; (long) number * BlobPieces.SIZE < row.size(); number++) {
            byte[] piece = store.get(piece(row.upload(), number));
            if (piece == null) {
                return null;
            }
            digest.update(piece);
        }
        return Digest.finish(digest);
    }

    private void removeLeftovers() {
        Set<String> named = keys.below(BLOB)
                .flatMap(scope -> keys.below(BLOB, scope).map(digest -> row(scope, new Digest(digest))))
                .flatMap(Stream::ofNullable)
                .map(BlobRow::upload)
                .collect(Collectors.toSet());
        keys.below(PIECE)
                .filter(upload -> !named.contains(upload))
                .forEach(upload -> store.change(batch -> {
                    removePieces(upload, batch);
                    return true;
                }));
    }
}
