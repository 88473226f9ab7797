package dev.cairn.keyvalue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a blob beside its pieces.
 *
 * @param size its length in bytes
 * @param touched when it was last put or touched
 * @param upload what its pieces are named by
 */
record BlobRow(long size, Instant touched, String upload) {
    byte[] encode() {
        return SummedText.encode(size + " " + touched + " " + upload + " ");
    }

    /** The row that {@link #encode} wrote; null if there is none, or a bit of it is not as it was written. */
    static @Nullable BlobRow decode(byte @Nullable [] bytes) {
        String text = bytes == null ? null : SummedText.decode(bytes);
        if (text == null) {
            return null;
        }
        String[] words = text.split(" ");
        return new BlobRow(Long.parseLong(words[0]), Instant.parse(words[1]), words[2]);
    }

    /** The same, touched at {@code now}; a clock that was set back does not make it older. */
    BlobRow touchedAt(Instant now) {
        return new BlobRow(size, now.isAfter(touched) ? now : touched, upload);
    }
}
