package dev.cairn;

import java.util.List;

/**
 * What a collection removed, or would remove.
 *
 * @param blobs how many blobs that no document names
 * @param bytes how many bytes they were
 * @param tombstones how many tombstones that were older than the grace
 * @param skipped what was left alone and why, one sentence each: scopes in which a document could not be read, and tombstones of
 *     which a secondary that is not here may not have heard
 */
public record CollectReport(long blobs, long bytes, long tombstones, List<String> skipped) {
    public CollectReport {
        skipped = List.copyOf(skipped);
    }
}
