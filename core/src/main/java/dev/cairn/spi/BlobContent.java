package dev.cairn.spi;

import java.nio.ByteBuffer;

/** The bytes of one small blob and its name, which is computed here and nowhere else. Immutable. */
public final class BlobContent {
    private final Digest digest;
    private final byte[] bytes;

    /** {@code bytes}, of which {@code digest} was computed, become its own. */
    BlobContent(Digest digest, byte[] bytes) {
        this.digest = digest;
        this.bytes = bytes;
    }

    /** The blob of a copy of {@code bytes}. */
    public static BlobContent of(byte[] bytes) {
        return new BlobContent(Digest.of(bytes), bytes.clone());
    }

    /** The SHA-256 of the bytes. */
    public Digest digest() {
        return digest;
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length;
    }

    /** The bytes, from the first to the last; read-only. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** How a document names all of the blob. */
    public BlobRef ref() {
        return BlobRef.whole(digest, bytes.length, ChunkSums.of(bytes));
    }
}
