package dev.cairn.formats.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an import did; of a dry run, what it would have done.
 *
 * @param imported what is in the store now, in the order in which it was met
 * @param failures what is not, and why
 * @param leftOut files that hold no results, with the reason; files that belong to an imported one are not among them
 * @param files how many files were decided, with those that belong to others
 * @param bytes how large these are together
 * @param cancelled whether it was asked to stop before it was done
 */
public record ImportReport(
        List<Imported> imported,
        List<Failure> failures,
        List<LeftOut> leftOut,
        long files,
        long bytes,
        boolean cancelled) {
    public ImportReport {
        imported = List.copyOf(imported);
        failures = List.copyOf(failures);
        leftOut = List.copyOf(leftOut);
    }

    /** What became of something that was read. */
    public enum Outcome {
        /** It is new in the store. */
        NEW,
        /** It took the place of something else. */
        REPLACED,
        /** It was there already, the same. */
        UNCHANGED
    }

    /**
     * Something that is in the store.
     *
     * @param key of a result; of a part of an experiment its kind and name, such as {@code run/226cf4e3}
     * @param experiment where it is; null for a result beside all experiments
     * @param file where it was found
     * @param reader the name of the reader
     * @param rows of a result, how many solutions; of a part, how many {@link dev.cairn.formats.read.ExperimentPart#items}
     * @param notCarried what the files do not say, and what of them has no place here
     */
    public record Imported(
            String key,
            @Nullable String experiment,
            Path file,
            String reader,
            Outcome outcome,
            long rows,
            List<String> notCarried) {
        public Imported {
            notCarried = List.copyOf(notCarried);
        }
    }

    /**
     * Something that could not be imported.
     *
     * @param file where it is
     * @param line in that file, from 1 on; null where no line is to blame
     * @param reason in a sentence, with the file
     */
    public record Failure(Path file, @Nullable Long line, String reason) {
        /** The line, where one is to blame. */
        public OptionalLong atLine() {
            return line == null ? OptionalLong.empty() : OptionalLong.of(line);
        }
    }

    /**
     * A file that was passed over.
     *
     * @param reason in a few words
     */
    public record LeftOut(Path file, String reason) {}

    /** How many had this outcome. */
    public long count(Outcome outcome) {
        return imported.stream().filter(one -> one.outcome() == outcome).count();
    }

    /** Whether everything was imported: nothing failed, and nobody asked to stop. */
    public boolean complete() {
        return failures.isEmpty() && !cancelled;
    }
}
