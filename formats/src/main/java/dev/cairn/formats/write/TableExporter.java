package dev.cairn.formats.write;

import dev.cairn.model.OptimizationResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Writes tables, which the rows of many results fit into. */
public interface TableExporter extends ResultExporter {
    /**
     * Writes many results into one table, one after the other as they come, so that their number is bounded by the disk alone. The first
     * column holds the key of each row's result and is called "result"; the others are those of the first result. See {@link #write}.
     *
     * @param results by their keys; used up, and closed by the caller
     * @throws IllegalArgumentException also if there is no result, or if one has other columns than the first; names both
     */
    ExportedResult writeAll(
            Stream<? extends Map.Entry<String, OptimizationResult>> results, Path target, ExportOptions options);
}
