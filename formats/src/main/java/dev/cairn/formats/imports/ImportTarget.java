package dev.cairn.formats.imports;

import dev.cairn.ConflictException;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.formats.imports.ImportReport.Failure;
import dev.cairn.formats.imports.ImportReport.Imported;
import dev.cairn.formats.imports.ImportReport.LeftOut;
import dev.cairn.formats.imports.ImportReport.Outcome;
import dev.cairn.formats.read.ExperimentPart;
import dev.cairn.formats.read.ReadResult;
import dev.cairn.formats.read.ReadTarget;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Names;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Saves what readers find, and keeps account of it. */
final class ImportTarget implements ReadTarget {
    private final Workspace workspace;
    private final StorageManager manager;
    private final ImportOptions options;
    private final List<Imported> imported = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> reasons = new HashSet<>();

    /** The files that belong to what was read. */
    private final Set<Path> taken = new HashSet<>();

    /** By its key and experiment, where each thing was found. */
    private final Map<String, Path> keys = new HashMap<>();

    private @Nullable ImportSource source;
    private String reader = "";

    ImportTarget(Workspace workspace, ImportOptions options) {
        this.workspace = workspace;
        this.options = options;
        String experiment = options.experiment();
        this.manager =
                experiment == null ? workspace.manager() : workspace.manager().experiment(experiment);
    }

    /** Ends the reading of a file, because the import is to stop. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("The import was asked to stop.", null, false, false);
        }
    }

    boolean isAskedToStop() {
        return options.cancellation().isCancelled() || Thread.currentThread().isInterrupted();
    }

    /** What comes now is from this source. */
    void begin(ImportSource newSource, String newReader) {
        source = newSource;
        reader = newReader;
    }

    boolean isTaken(Path file) {
        return taken.contains(whole(file));
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }

    @Override
    public void result(String name, ReadResult read) {
        stopIfAsked();
        read.files().forEach(file -> taken.add(whole(file)));
        Path file = read.files().get(0);
        ImportSource from = Objects.requireNonNull(source);
        String key = LegalKey.of(options.naming().key(from.relative(file), name));
        String experiment = options.experiment();
        try {
            claim(key, experiment, file);
            Outcome outcome = options.dryRun() ? compared(key, read.result()) : saved(key, read.result());
            imported.add(new Imported(
                    key, experiment, file, read.reader(), outcome, read.result().rows(), read.notCarried()));
        } catch (RuntimeException e) {
            stopIfAsked();
            failed(file, e);
        }
    }

    /** Two things of one key in the same import are never taken for one. */
    private void claim(String key, @Nullable String experiment, Path file) {
        Path other = keys.putIfAbsent(experiment + "\n" + key, file);
        if (other != null) {
            throw new ConflictException(
                    "Cannot import '" + file + "' as " + Names.quote(key) + ": '" + other
                            + "' has that key in this import; import one of them with another naming of keys.",
                    0);
        }
    }

    private Outcome saved(String key, OptimizationResult result) {
        boolean there = manager.contains(key);
        try {
            manager.saveResult(key, result, SaveOptions.onlyIfAbsent());
            return there ? Outcome.UNCHANGED : Outcome.NEW;
        } catch (ConflictException e) {
            if (!options.overwrite()) {
                throw taken(key, e.currentRevision());
            }
            manager.saveResult(key, result);
            return Outcome.REPLACED;
        }
    }

    private Outcome compared(String key, OptimizationResult result) {
        OptimizationResult there = manager.findResult(key).orElse(null);
        if (there == null) {
            return Outcome.NEW;
        }
        if (there.equals(result)) {
            return Outcome.UNCHANGED;
        }
        return replaced(key);
    }

    private Outcome replaced(String key) {
        if (!options.overwrite()) {
            throw taken(key, 0);
        }
        return Outcome.REPLACED;
    }

    private ConflictException taken(String key, long revision) {
        ImportSource from = Objects.requireNonNull(source);
        return new ConflictException(
                "Cannot import '" + from.path() + "' as " + Names.quote(key)
                        + ": there is something else of that key; overwrite it, or import it under another key.",
                revision);
    }

    @Override
    public void part(ExperimentPart part) {
        stopIfAsked();
        Path file = part.files().get(0);
        String given = options.experiment();
        String id = given == null ? part.experiment() : given;
        try {
            claim(part.name(), id, file);
            Outcome outcome = saved(part, workspace.experiment(id));
            imported.add(new Imported(part.name(), id, file, reader, outcome, part.items(), part.notCarried()));
        } catch (RuntimeException e) {
            stopIfAsked();
            failed(file, e);
        }
    }

    private Outcome saved(ExperimentPart part, Experiment experiment) {
        Outcome outcome = switch (part.presence(experiment)) {
            case ABSENT -> Outcome.NEW;
            case SAME -> Outcome.UNCHANGED;
            case OTHER -> replaced(part.name());
        };
        if (outcome != Outcome.UNCHANGED && !options.dryRun()) {
            part.save(experiment);
        }
        return outcome;
    }

    private void stopIfAsked() {
        if (isAskedToStop()) {
            throw new Stopped();
        }
    }

    @Override
    public void failed(Path file, RuntimeException why) {
        // Who is interrupted cannot read either.
        stopIfAsked();
        failed(Unreadable.of(file, why));
    }

    /** A failure that two files of one result have in common is told once. */
    void failed(Failure failure) {
        if (reasons.add(failure.reason())) {
            failures.add(failure);
        }
    }

    void leaveOut(LeftOut one) {
        leftOut.add(one);
    }

    long failureCount() {
        return failures.size();
    }

    ImportReport report(long files, long bytes, boolean cancelled) {
        List<LeftOut> nobodys =
                leftOut.stream().filter(one -> !isTaken(one.file())).toList();
        return new ImportReport(imported, failures, nobodys, files, bytes, cancelled);
    }
}
