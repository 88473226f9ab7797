package dev.cairn.backend.memory;

import dev.cairn.spi.BlobPieces;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the bytes of one blob, each counted in the budget before it is copied. The last chunk may have room for as much again,
 * less than 1 MiB, which is not counted.
 */
final class MemoryBlobSink extends BlobSink {
    private final MemoryTables tables;
    private final Clock clock;
    private final String scope;
    private final String what;
    private final List<byte[]> pieces = new ArrayList<>();
    private BlobPieces.Cutter cutter = new BlobPieces.Cutter(pieces::add);
    private long taken;
    private long reserved;
    private boolean closed;

    MemoryBlobSink(MemoryTables tables, Clock clock, String scope) {
        this.tables = tables;
        this.clock = clock;
        this.scope = scope;
        this.what = "a blob in scope '" + scope + "'";
        reserve(MemoryBudget.BLOB_OVERHEAD);
    }

    @Override
    protected void append(ByteBuffer more) {
        checkOpen();
        reserve(more.remaining());
        taken += more.remaining();
        cutter.append(more);
    }

    @Override
    protected void publish(Digest digest, long length) {
        checkOpen();
        if (taken != length) {
            throw new IllegalStateException("Only " + taken + " of the " + length
                    + " bytes of this blob were taken, for a write of it failed; close it and write it anew.");
        }
        cutter.finish();
        tables.put(scope, digest, new Chunks(pieces, length), clock.instant());
        reserved = 0;
    }

    @Override
    public void close() {
        closed = true;
        tables.giveBack(reserved);
        reserved = 0;
        pieces.clear();
        cutter = new BlobPieces.Cutter(pieces::add);
    }

    private void reserve(long more) {
        tables.reserve(what, reserved + more, more, null);
        reserved += more;
    }

    private void checkOpen() {
        tables.checkOpen();
        if (closed) {
            throw new IllegalStateException("This blob is closed; nothing more can be written to it.");
        }
    }
}
