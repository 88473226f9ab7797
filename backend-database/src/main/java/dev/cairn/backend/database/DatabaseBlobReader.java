package dev.cairn.backend.database;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a blob the pieces that are asked for, and of these no more than is; one that is a single piece was read when it was found.
 * Holds no connection between calls.
 */
final class DatabaseBlobReader implements BlobReader {
    /** How many pieces are read at once. */
    private static final int PIECES = 8;

    private static final int SIZE = BlobChunkRow.SIZE;

    /** Where piece n begins in the blob. */
    private static final String START = "cast(n as bigint) * " + SIZE;

    private static final String SKIPPED = "greatest(:from - " + START + ", 0)";
    private static final String SELECT = "select n, substring(data from cast(" + SKIPPED + " as integer) + 1 for "
            + "cast(least(:to - " + START + ", " + SIZE + ") - " + SKIPPED + " as integer)) as part "
            + "from {h-schema}blob_chunk where blob = :blob and n between :first and :last order by n";

    private final Transactions transactions;
    private final long pk;
    private final long size;
    private final String what;

    /** All of its bytes; null if they are to be asked for. */
    private final byte @Nullable [] whole;

    /**
     * Reads the blob in the row {@code pk}.
     *
     * @param first its first piece, if that was read and is to be all of it; null otherwise
     */
    DatabaseBlobReader(Transactions transactions, long pk, long size, byte @Nullable [] first, String what) {
        this.whole = first != null && first.length == size ? first : null;
        this.transactions = transactions;
        this.pk = pk;
        this.size = size;
        this.what = what;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position < 0) {
            throw new IllegalArgumentException("A blob is read from zero or more, not " + position + ".");
        }
        int start = target.position();
        long from = position;
        long end = Math.min(size, position + target.remaining());
        if (whole != null) {
            transactions.checkOpen();
            int length = (int) Math.max(0, end - from);
            target.put(whole, length == 0 ? 0 : (int) from, length);
            return length;
        }
        while (from < end) {
            long to = Math.min(end, (from / SIZE + PIECES) * SIZE);
            from += readSome(from, to, target);
        }
        return target.position() - start;
    }

    private int readSome(long from, long to, ByteBuffer target) {
        List<Object[]> parts = transactions.read(
                "read blob " + what,
                session -> session.createNativeQuery(SELECT, Object[].class)
                        .addScalar("n", Integer.class)
                        .addScalar("part", byte[].class)
                        .setParameter("from", from)
                        .setParameter("to", to)
                        .setParameter("blob", pk)
                        .setParameter("first", (int) (from / SIZE))
                        .setParameter("last", (int) ((to - 1) / SIZE))
                        .getResultList());
        long bytes = parts.stream().mapToLong(part -> ((byte[]) part[1]).length).sum();
        if (bytes != to - from) {
            throw incomplete(from, to);
        }
        parts.forEach(part -> target.put((byte[]) part[1]));
        return (int) bytes;
    }

    private RuntimeException incomplete(long from, long to) {
        boolean there = transactions.read("look for blob " + what, this::isThere);
        return there
                ? new CorruptException(
                        "Cannot read blob " + what + ": of its bytes " + from + " to " + to
                                + " some are missing. Restore the rows of blob_chunk from a backup, or the blob from a replica.")
                : new NotFoundException("The blob " + what + " was removed while it was read.");
    }

    private boolean isThere(StatelessSession session) {
        return session.createSelectionQuery(
                                "select count(*) from BlobRow b where b.pk = :pk and b.digest is not null", Long.class)
                        .setParameter("pk", pk)
                        .getSingleResult()
                > 0;
    }

    @Override
    public void close() {}
}
