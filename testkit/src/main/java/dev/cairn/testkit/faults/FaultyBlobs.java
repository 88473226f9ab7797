package dev.cairn.testkit.faults;

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

/** The blobs of a faulty backend. */
record FaultyBlobs(BlobStore blobs, Steps steps) implements BlobStore {
    @Override
    public BlobSink create(String scope) {
        BlobSink sink =
                steps.enter(Operation.BLOB_CREATE, "scope '" + scope + "'").run(() -> blobs.create(scope));
        return new FaultyBlobSink(sink, scope, steps);
    }

    @Override
    public void putAll(String scope, Collection<BlobContent> contents) {
        List<Digest> digests = contents.stream().map(BlobContent::digest).toList();
        steps.enter(Operation.BLOB_PUT_ALL, scope, digests).run(() -> {
            blobs.putAll(scope, contents);
            return digests;
        });
    }

    @Override
    public BlobStore forDocuments() {
        return new FaultyBlobs(blobs.forDocuments(), steps);
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        return steps.enter(Operation.BLOB_TOUCH, scope, digests).run(() -> blobs.touch(scope, digests));
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        BlobReader reader =
                steps.enter(Operation.BLOB_OPEN, scope, List.of(digest)).run(() -> blobs.open(scope, digest));
        return new FaultyBlobReader(reader, scope, digest, steps);
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        return steps.enter(Operation.BLOB_LIST, "scope '" + scope + "'").list(() -> blobs.list(scope));
    }

    @Override
    public List<String> scopes() {
        return steps.enter(Operation.BLOB_SCOPES, "").run(blobs::scopes);
    }

    @Override
    public Instant now() {
        return steps.enter(Operation.BLOB_NOW, "").run(blobs::now);
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        return steps.enter(Operation.BLOB_SWEEP, scope, candidates)
                .run(() -> blobs.sweep(scope, candidates, touchedBefore));
    }
}
