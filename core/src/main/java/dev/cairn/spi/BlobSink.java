package dev.cairn.spi;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Takes the bytes of one new blob. Nothing of it can be read until {@link #commit()} returns; {@link #close()} without a
 * commit leaves nothing behind. Digest and sums are computed here, as the bytes pass, for every backend alike.
 *
 * <p>Used by one thread at a time.
 */
public abstract class BlobSink implements AutoCloseable {
    private final MessageDigest digest = Digest.sha256();
    private final ChunkSums.Builder sums = new ChunkSums.Builder();
    private long length;
    private boolean committed;
    private boolean broken;

    /** Appends all remaining bytes of {@code bytes}. */
    public final void write(ByteBuffer bytes) {
        requireWhole();
        if (committed) {
            throw new IllegalStateException("This blob is committed; its bytes cannot change.");
        }
        broken = true;
        digest.update(bytes.duplicate());
        sums.update(bytes);
        length += bytes.remaining();
        append(bytes.duplicate());
        bytes.position(bytes.limit());
        broken = false;
    }

    /** Appends all of {@code bytes}. */
    public final void write(byte[] bytes) {
        write(ByteBuffer.wrap(bytes));
    }

    /** The bytes written so far. */
    public final long length() {
        return length;
    }

    /**
     * Makes the blob readable and durable, and counts as touching it. If the store already holds these bytes, that blob is
     * kept and touched; one that is damaged there, so that it has the name but not the bytes, is replaced.
     */
    public final BlobRef commit() {
        if (committed) {
            throw new IllegalStateException("This blob is committed already.");
        }
        requireWhole();
        committed = true;
        Digest name = Digest.finish(digest);
        publish(name, length);
        return BlobRef.whole(name, length, sums.build());
    }

    private void requireWhole() {
        if (broken) {
            throw new IllegalStateException(
                    "A write to this blob failed, so its bytes are not whole; close it and begin anew.");
        }
    }

    /** Stores all remaining bytes of {@code bytes} behind those before. */
    protected abstract void append(ByteBuffer bytes);

    /** Makes the {@code length} bytes that were appended readable under {@code digest}, durably, or touches those there. */
    protected abstract void publish(Digest digest, long length);

    /** Ends the writing; drops what was not committed. May be called more than once. */
    @Override
    public abstract void close();
}
