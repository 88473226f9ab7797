package dev.cairn.backend.memory;

import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobPieces;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps blobs in memory, each scope its own. What a sink has taken counts like what is stored. A blob that is removed while
 * somebody reads it is no longer counted, and stays readable for that reader.
 */
final class MemoryBlobs implements BlobStore {
    private final MemoryTables tables;
    private final Clock clock;

    MemoryBlobs(MemoryTables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public BlobSink create(String scope) {
        return new MemoryBlobSink(tables, clock, scope);
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        return tables.change(() -> {
            Set<Digest> missing = new HashSet<>();
            for (Digest digest : digests) {
                if (!tables.touch(scope, digest, clock.instant())) {
                    missing.add(digest);
                }
            }
            return missing;
        });
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        tables.checkOpen();
        StoredBlob blob = tables.blobs().find(scope, digest);
        if (blob == null) {
            throw new NotFoundException(
                    "There is no blob " + digest + " in scope '" + scope + "' of the memory store.");
        }
        return BlobPieces.reader("blob " + digest, blob.bytes().size(), number -> {
            tables.checkOpen();
            return blob.bytes().pieces().get(number);
        });
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        tables.checkOpen();
        return tables.blobs().all(scope).map(entry -> {
            tables.checkOpen();
            StoredBlob blob = entry.getValue();
            return new BlobInfo(entry.getKey(), blob.bytes().size(), blob.touched());
        });
    }

    @Override
    public List<String> scopes() {
        tables.checkOpen();
        return tables.blobs().scopes();
    }

    @Override
    public Instant now() {
        tables.checkOpen();
        return clock.instant();
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        tables.checkOpen();
        Swept swept = Swept.NOTHING;
        for (Digest candidate : candidates) {
            swept = swept.plus(tables.change(() -> sweep(scope, candidate, touchedBefore)));
        }
        return swept;
    }

    private Swept sweep(String scope, Digest digest, Instant touchedBefore) {
        StoredBlob blob = tables.blobs().find(scope, digest);
        if (blob == null || !blob.touched().isBefore(touchedBefore)) {
            return Swept.NOTHING;
        }
        tables.remove(scope, digest, blob);
        return new Swept(1, blob.bytes().size());
    }
}
