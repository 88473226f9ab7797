package dev.cairn.spi;

/**
 * Where bytes lie that a document names: a range of a blob, with the sums that prove it. Many documents may name ranges of
 * one blob.
 *
 * @param digest the SHA-256 of the whole blob, which is its name
 * @param offset where the range begins in the blob, in bytes
 * @param length how long the range is, in bytes
 * @param sums the sums of the range; its first chunk begins at {@code offset}
 */
public record BlobRef(Digest digest, long offset, long length, ChunkSums sums) {
    public BlobRef {
        if (offset < 0 || length < 0 || offset + length < 0) {
            throw new IllegalArgumentException("No blob has " + length + " bytes at offset " + offset + ".");
        }
        if (sums.chunkSize() != ChunkSums.chunkSizeFor(length)
                || sums.count() != (length + sums.chunkSize() - 1) / sums.chunkSize()) {
            throw new IllegalArgumentException(sums + " do not fit a range of " + length + " bytes.");
        }
    }

    /** A reference to a blob from its first byte to its last. */
    public static BlobRef whole(Digest digest, long length, ChunkSums sums) {
        return new BlobRef(digest, 0, length, sums);
    }
}
