package dev.cairn;

import java.util.List;

/**
 * What a collection removed, or would remove.
 *
 * @param blobs how many blobs that no document names
 * @param bytes how many bytes they were
 * @param tombstones how many tombstones that were older than the grace
 * @param skipped the scopes that were left alone because a document in them could not be read, one sentence each
 */
public record CollectReport(long blobs, long bytes, long tombstones, List<String> skipped) {
    public CollectReport {
        skipped = List.copyOf(skipped);
    }
}
