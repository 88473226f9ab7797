package dev.cairn.backend.memory;

import dev.cairn.spi.BlobPieces;
import java.util.List;

/**
 * Bytes in pieces as {@link BlobPieces} cuts them, so that they may be more than one array can hold and no more than one piece
 * is ever copied as they grow. Nobody changes them.
 *
 * @param size how many bytes they are
 */
record Chunks(List<byte[]> pieces, long size) {
    Chunks {
        pieces = List.copyOf(pieces);
    }
}
