package dev.cairn.workspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the runs of an experiment under a {@link Retention}.
 *
 * @param deleted the ids of those that were deleted, or would be, the oldest first
 * @param kept how many were kept
 * @param bytes how many bytes the deleted ones have or had: documents, artifacts and data, without logs; artifacts that others share
 *     count too
 * @param failures of those that could not be deleted, and why
 * @param dryRun whether nothing was deleted
 */
public record RetentionReport(
        List<String> deleted, long kept, long bytes, Map<String, String> failures, boolean dryRun) {
    public RetentionReport {
        deleted = List.copyOf(deleted);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
}
