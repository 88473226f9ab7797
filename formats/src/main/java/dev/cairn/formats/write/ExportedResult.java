package dev.cairn.formats.write;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written, and what could not be.
 *
 * @param exporter the name of the exporter
 * @param files all files that were written, absolute
 * @param rows how many solutions or generations they hold
 * @param notCarried in plain words what of the result is not in these files, or not as it was
 */
public record ExportedResult(String exporter, List<Path> files, long rows, List<String> notCarried) {
    public ExportedResult {
        files = List.copyOf(files);
        notCarried = List.copyOf(notCarried);
    }
}
