package dev.cairn.formats.write;

import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What formats have in common that hold one table a file. */
abstract class TableFileExporter implements TableExporter {
    @Override
    public final ExportedResult write(OptimizationResult result, Path target, ExportOptions options) {
        return write(TableRows.of(result, options), target);
    }

    @Override
    public final ExportedResult writeAll(
            Stream<? extends Map.Entry<String, OptimizationResult>> results, Path target, ExportOptions options) {
        Iterator<? extends Map.Entry<String, OptimizationResult>> each = results.iterator();
        return write(TableRows.of(each, options), target);
    }

    private ExportedResult write(TableRows rows, Path target) {
        Path file = Target.write(target, extensions().get(0), channel -> write(rows, channel));
        return new ExportedResult(name(), List.of(file), rows.count(), notCarried(rows));
    }

    /** Writes all rows; does not close the channel. */
    abstract void write(TableRows rows, FileChannel channel) throws IOException;

    /** What is not in the file that was written. */
    abstract List<String> notCarried(TableRows rows);
}
