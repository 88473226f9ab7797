package dev.cairn.backend.database;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A document that is to be written.
 *
 * @param document what is to stand under its key
 * @param before the row that is there, locked; null if there is none
 * @param indexed how it is to be indexed
 */
record DocumentChange(Document document, StoredHeads.@Nullable Locked before, Indexed indexed) {
    /** The blobs that it needs in this store: those that it names while it is live. */
    Set<Digest> blobs() {
        Set<Digest> digests = new TreeSet<>();
        if (document.state() == DocumentState.LIVE) {
            document.content().blobs().values().forEach(ref -> digests.add(ref.digest()));
        }
        return digests;
    }
}
