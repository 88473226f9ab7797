package dev.cairn.keyvalue;

import dev.cairn.StorageException;
import dev.cairn.spi.BlobPieces;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts pieces when a few are full, and the last ones together with the row that makes the blob readable. */
final class KeyValueBlobSink extends BlobSink {
    private static final Logger LOG = LoggerFactory.getLogger(KeyValueBlobSink.class);

    /** How many full pieces wait in memory at most: stores that write values with their neighbours write each less often. */
    private static final int PIECES = 4;

    private final GuardedStore store;
    private final KeyValueBlobs blobs;
    private final String scope;
    private final String upload = UUID.randomUUID().toString();
    private final List<byte[]> full = new ArrayList<>();
    private final BlobPieces.Cutter cutter = new BlobPieces.Cutter(full::add);
    private int pieces;
    private boolean closed;

    KeyValueBlobSink(GuardedStore store, KeyValueBlobs blobs, String scope) {
        this.store = store;
        this.blobs = blobs;
        this.scope = scope;
    }

    @Override
    protected void append(ByteBuffer bytes) {
        checkOpen();
        while (bytes.hasRemaining()) {
            ByteBuffer some = bytes.slice(bytes.position(), Math.min(bytes.remaining(), BlobPieces.SIZE));
            bytes.position(bytes.position() + some.remaining());
            cutter.append(some);
            if (full.size() == PIECES) {
                store.change(this::putPieces);
            }
        }
    }

    @Override
    protected void publish(Digest digest, long length) {
        checkOpen();
        cutter.finish();
        boolean ours = store.change(batch -> putPieces(batch) && blobs.publish(scope, digest, length, upload, batch));
        if (ours) {
            closed = true;
        }
    }

    /** Returns true, so that something can be done in the same change. */
    private boolean putPieces(GuardedStore.Batch batch) {
        for (byte[] piece : full) {
            batch.put(KeyValueBlobs.piece(upload, pieces++), piece);
        }
        full.clear();
        return true;
    }

    private void checkOpen() {
        store.checkOpen();
        if (closed) {
            throw new IllegalStateException("This blob is closed; nothing more can be written to it.");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        full.clear();
        if (pieces > 0) {
            try {
                store.change(batch -> {
                    blobs.removePieces(upload, batch);
                    return true;
                });
            } catch (StorageException | IllegalStateException e) {
                LOG.info(
                        "What was written of a blob stays in {} until it is opened again: {}",
                        store.location(),
                        e.toString());
            }
        }
    }
}
