package dev.cairn.backend.database;

import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the bytes of one blob, a few pieces of 1 MiB at a time: a small blob goes into the database in one transaction, of a
 * larger one some pieces in each, under a row without a digest, and the last transaction sets the digest.
 */
final class DatabaseBlobSink extends BlobSink {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseBlobSink.class);

    private final Transactions transactions;
    private final BlobRows rows;
    private final SmallBlobs small;

    /** Whether a blob is durable once it is published, or once a document is that is put next. */
    private final boolean durably;

    private final String scope;
    private final String location;
    private final List<byte[]> pieces = new ArrayList<>();
    private byte[] piece = {};
    private int filled;
    private int written;

    /** The row of a blob of which some is written and which is not whole; negative if there is none. */
    private long unfinished = -1;

    private boolean closed;

    DatabaseBlobSink(
            Transactions transactions,
            BlobRows rows,
            SmallBlobs small,
            boolean durably,
            String scope,
            String location) {
        this.transactions = transactions;
        this.rows = rows;
        this.small = small;
        this.durably = durably;
        this.scope = scope;
        this.location = location;
    }

    @Override
    protected void append(ByteBuffer bytes) {
        checkOpen();
        while (bytes.hasRemaining()) {
            if (filled == BlobChunkRow.SIZE) {
                pieces.add(piece);
                filled = 0;
                piece = new byte[0];
                if (pieces.size() >= rows.piecesAtOnce()) {
                    flush();
                }
            }
            int step = Math.min(bytes.remaining(), BlobChunkRow.SIZE - filled);
            grow(filled + step);
            bytes.get(piece, filled, step);
            filled += step;
        }
    }

    /** So that many small blobs do not take 1 MiB each. */
    private void grow(int needed) {
        if (needed > piece.length) {
            piece = Arrays.copyOf(piece, Math.min(BlobChunkRow.SIZE, Math.max(needed, 2 * piece.length)));
        }
    }

    private void flush() {
        unfinished = transactions.write("write a blob", session -> {
            long pk = unfinished < 0 ? rows.begin(session, scope) : unfinished;
            if (unfinished >= 0 && !rows.renew(session, pk)) {
                throw swept();
            }
            rows.addChunks(session, pk, written, pieces);
            return pk;
        });
        written += pieces.size();
        pieces.clear();
    }

    @Override
    protected void publish(Digest digest, long length) {
        checkOpen();
        if (filled > 0) {
            pieces.add(Arrays.copyOf(piece, filled));
        }
        if (unfinished < 0 && pieces.size() == 1 && putSmall(digest, pieces.get(0))) {
            close();
            return;
        }
        String what = "write blob " + digest.abbreviated();
        Transactions.Work<Boolean> write = session -> {
            // A race for the digest ends in a unique violation, and this is done once more.
            if (!rows.touch(session, scope, Set.of(digest)).isEmpty()) {
                if (rows.holds(session, scope, digest, unfinished, written, pieces)) {
                    return false;
                }
                LOG.warn("The blob {} in {} is damaged; it is written anew.", digest, location);
                rows.hide(session, scope, Set.of(digest), BlobRows.NEVER);
            }
            long pk = unfinished < 0 ? rows.add(session, scope, digest, length) : unfinished;
            rows.addChunks(session, pk, written, pieces);
            if (unfinished >= 0 && !rows.complete(session, pk, digest, length)) {
                throw swept();
            }
            return true;
        };
        boolean ours = durably ? transactions.writeDurably(what, write) : transactions.write(what, write);
        pieces.clear();
        if (ours) {
            unfinished = -1;
        }
        close();
    }

    /** Whether that was all; not if there are other bytes under the digest. */
    private boolean putSmall(Digest digest, byte[] bytes) {
        return small.put(scope, new TreeMap<>(Map.of(digest, bytes)), durably).isEmpty();
    }

    private UnavailableException swept() {
        return new UnavailableException(
                "What was written of a blob to " + location + " is gone: its writer paused for more "
                        + "than a day, and a sweep took it for left behind. Write the blob anew.");
    }

    private void checkOpen() {
        transactions.checkOpen();
        if (closed) {
            throw new IllegalStateException("This blob is closed; nothing more can be written to it.");
        }
    }

    @Override
    public void close() {
        closed = true;
        pieces.clear();
        piece = new byte[0];
        long left = unfinished;
        unfinished = -1;
        if (left >= 0) {
            try {
                DatabaseBlobs.remove(transactions, rows, left);
            } catch (StorageException | IllegalStateException e) {
                LOG.info("What was written of a blob stays in {} until a sweep removes it: {}", location, e.toString());
            }
        }
    }
}
