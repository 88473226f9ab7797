package dev.cairn.compose;

import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobContent;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The primary's blobs, and for reading those of the secondary that the primary lacks. What is garbage differs from tier to
 * tier, since an archived document keeps its blobs in one of them only; so a sweep here is the primary's alone.
 */
record TieredBlobs(BlobStore primary, BlobStore secondary) implements BlobStore {
    @Override
    public BlobSink create(String scope) {
        return primary.create(scope);
    }

    @Override
    public void putAll(String scope, Collection<BlobContent> contents) {
        primary.putAll(scope, contents);
    }

    @Override
    public BlobStore forDocuments() {
        return new TieredBlobs(primary.forDocuments(), secondary);
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        return primary.touch(scope, digests);
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        try {
            return primary.open(scope, digest);
        } catch (NotFoundException | UnavailableException first) {
            try {
                return secondary.open(scope, digest);
            } catch (NotFoundException | UnavailableException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        return primary.list(scope);
    }

    @Override
    public List<String> scopes() {
        return primary.scopes();
    }

    @Override
    public Instant now() {
        return primary.now();
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        return primary.sweep(scope, candidates, touchedBefore);
    }
}
