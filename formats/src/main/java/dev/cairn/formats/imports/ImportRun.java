package dev.cairn.formats.imports;

import dev.cairn.formats.imports.ImportReport.LeftOut;
import dev.cairn.formats.read.FileHead;
import dev.cairn.formats.read.ResultReader;
import dev.cairn.formats.read.ResultReaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One import: has each file read in turn, and counts. */
final class ImportRun {
    private final List<ImportSource> sources;
    private final List<ResultReader> readers;
    private final ImportOptions options;
    private final ImportTarget target;

    /** {@code readers} is the one to use, or none for whichever recognizes a file. */
    ImportRun(List<ImportSource> sources, List<ResultReader> readers, ImportOptions options, ImportTarget target) {
        this.sources = sources;
        this.readers = readers;
        this.options = options;
        this.target = target;
    }

    ImportReport run() {
        long allBytes = sources.stream().mapToLong(ImportSource::bytes).sum();
        long files = 0;
        long bytes = 0;
        boolean cancelled = false;
        for (ImportSource source : sources) {
            cancelled = target.isAskedToStop() || !decide(source);
            if (cancelled) {
                break;
            }
            files++;
            bytes += source.bytes();
            options.listener()
                    .accept(new ImportProgress(
                            files, sources.size(), bytes, allBytes, target.failureCount(), source.path()));
        }
        return target.report(files, bytes, cancelled);
    }

    /** Whether it came to an end: false where it was stopped. */
    private boolean decide(ImportSource source) {
        if (target.isTaken(source.path())) {
            return true;
        }
        try {
            ResultReader reader = reader(source);
            if (reader != null) {
                target.begin(source, reader.name());
                reader.read(source.path(), options.reading(), target);
            }
            return true;
        } catch (ImportTarget.Stopped e) {
            return false;
        } catch (RuntimeException e) {
            if (target.isAskedToStop()) {
                return false;
            }
            target.failed(source.path(), e);
            return true;
        }
    }

    private @Nullable ResultReader reader(ImportSource source) {
        if (!readers.isEmpty()) {
            ResultReader reader = readers.get(0);
            if (source.given() || source.folder() || reader.recognizes(FileHead.of(source.path()))) {
                return reader;
            }
            target.leaveOut(new LeftOut(source.path(), "the reader " + reader.name() + " does not recognize it"));
            return null;
        }
        if (source.given() || !ResultReaders.recognizingAll(source.path()).isEmpty()) {
            return ResultReaders.recognizing(source.path());
        }
        target.leaveOut(new LeftOut(source.path(), why(source.path())));
        return null;
    }

    private static String why(Path file) {
        return Files.isRegularFile(file) && FileHead.of(file).isZip()
                ? "it is a zip archive, which is not unpacked"
                : "no reader recognizes it";
    }
}
