package dev.cairn.formats.imports;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How far an import is. A folder that is read as a whole counts as one file, of the size of all files in it.
 *
 * @param files how many files were decided, in whatever way
 * @param allFiles how many there are
 * @param bytes how large those decided are together
 * @param allBytes how large all are together
 * @param failed how many failures there were so far
 * @param last the file that was decided last
 */
public record ImportProgress(long files, long allFiles, long bytes, long allBytes, long failed, Path last) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d of %,d files, %,.1f of %,.1f MB, %,d failed",
                files,
                allFiles,
                bytes / 1e6,
                allBytes / 1e6,
                failed);
    }
}
