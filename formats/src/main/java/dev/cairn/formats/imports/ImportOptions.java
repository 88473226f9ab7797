package dev.cairn.formats.imports;

import dev.cairn.formats.read.ReadOptions;
import dev.cairn.spi.Names;
import dev.cairn.transfer.Cancellation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an import goes about it. Immutable; each method returns options with one thing otherwise.
 *
 * @param reader the name of the one reader to use, or null for whichever recognizes a file; see {@link
 *     dev.cairn.formats.read.ResultReaders#names}
 * @param experiment where all of it goes, or null for results beside all experiments, and runs in the experiments that they are of
 * @param naming how the keys of results follow from where they were found
 * @param overwrite whether something else of the same key is replaced; else it is refused
 * @param dryRun whether nothing is written: all is read, and the report says what would be done
 * @param reading what files do not say of themselves
 * @param listener is told how far it is, after each file, by the thread that imports
 * @param cancellation asks it to stop
 */
public record ImportOptions(
        @Nullable String reader,
        @Nullable String experiment,
        KeyNaming naming,
        boolean overwrite,
        boolean dryRun,
        ReadOptions reading,
        Consumer<ImportProgress> listener,
        Cancellation cancellation) {
    public ImportOptions {
        if (experiment != null) {
            Names.check("experiment", experiment);
        }
    }

    /** Whatever reader recognizes a file, keys by its path, nothing replaced. */
    public static ImportOptions defaults() {
        return new ImportOptions(
                null, null, KeyNaming.byPath(), false, false, ReadOptions.none(), progress -> {}, new Cancellation());
    }

    /** The same with one reader: files given are read by it in any case, files in folders where it recognizes them. */
    public ImportOptions withReader(String name) {
        return new ImportOptions(name, experiment, naming, overwrite, dryRun, reading, listener, cancellation);
    }

    /** The same into one experiment. */
    public ImportOptions into(String newExperiment) {
        return new ImportOptions(reader, newExperiment, naming, overwrite, dryRun, reading, listener, cancellation);
    }

    /** The same with other keys. */
    public ImportOptions withNaming(KeyNaming newNaming) {
        return new ImportOptions(reader, experiment, newNaming, overwrite, dryRun, reading, listener, cancellation);
    }

    /** The same, but something else of the same key is replaced. */
    public ImportOptions overwriting() {
        return new ImportOptions(reader, experiment, naming, true, dryRun, reading, listener, cancellation);
    }

    /** The same, but nothing is written. */
    public ImportOptions asDryRun() {
        return new ImportOptions(reader, experiment, naming, overwrite, true, reading, listener, cancellation);
    }

    /** The same with this said of all files. */
    public ImportOptions withReading(ReadOptions newReading) {
        return new ImportOptions(reader, experiment, naming, overwrite, dryRun, newReading, listener, cancellation);
    }

    /** The same, telling how far it is. */
    public ImportOptions withListener(Consumer<ImportProgress> newListener) {
        return new ImportOptions(reader, experiment, naming, overwrite, dryRun, reading, newListener, cancellation);
    }

    /** The same, which can be asked to stop. */
    public ImportOptions withCancellation(Cancellation newCancellation) {
        return new ImportOptions(reader, experiment, naming, overwrite, dryRun, reading, listener, newCancellation);
    }
}
