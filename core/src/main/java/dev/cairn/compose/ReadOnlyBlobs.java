package dev.cairn.compose;

import dev.cairn.UnsupportedException;
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

/** Blobs that are only read: their ages are not renewed either. */
record ReadOnlyBlobs(BlobStore store, String location) implements BlobStore {
    @Override
    public BlobSink create(String scope) {
        throw refusal("write a blob");
    }

    @Override
    public void putAll(String scope, Collection<BlobContent> contents) {
        throw refusal("write " + contents.size() + " blobs");
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        throw refusal("touch " + digests.size() + " blobs");
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        return store.open(scope, digest);
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        return store.list(scope);
    }

    @Override
    public List<String> scopes() {
        return store.scopes();
    }

    @Override
    public Instant now() {
        return store.now();
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        throw refusal("sweep blobs");
    }

    private UnsupportedException refusal(String what) {
        return ReadOnlyBackend.refusal(what, location);
    }
}
