package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import dev.cairn.spi.Parent;
import java.util.function.Consumer;

/**
 * Puts a run that left a store into another, or back. What belongs to it is written first, and appears with the document of the run. Where
 * that is broken off, nothing is to be seen, and the next import of it replaces what was left.
 */
final class RunImport {
    private final RunStore runs;
    private final Pipelines pipelines;

    RunImport(RunStore runs, Pipelines pipelines) {
        this.runs = runs;
        this.pipelines = pipelines;
    }

    void run(RunExport export, Consumer<RunContents> contents) {
        if (export.status() == RunStatus.RUNNING) {
            throw new IllegalArgumentException(
                    "The run '" + export.id()
                            + "' went on when it was exported, so nobody here could end it. Export it again when it has ended.");
        }
        requireAbsent(export.id());
        // Of a run of that id that was deleted, nothing is of this one.
        new RunRemains(runs, export.id()).remove(export.attempt());
        long epoch = epoch(export);
        pipelines.restore(export.id(), epoch, export.pipelines(), () -> appear(export, epoch, contents));
    }

    private void appear(RunExport export, long epoch, Consumer<RunContents> contents) {
        Parent parent = new Parent(RunIds.RUN, export.id(), epoch);
        RunContents written = RunContents.writtenBy(contents, runs, parent, export.attempt());
        runs.access()
                .save(
                        runs.keyOf(export.id()),
                        Expectation.absent(),
                        runs.replication(),
                        blobs -> export.body().content().withEpoch(epoch));
        if (!written.isThere()) {
            // Somebody removed it as something that had been deleted, before there was the run.
            written.removeLogs();
            RunContents.writtenBy(contents, runs, parent, export.attempt());
        }
    }

    private void requireAbsent(String id) {
        Document there = runs.known(runs.keyOf(id)).findVisible().orElse(null);
        if (there != null) {
            throw new ConflictException(
                    "The " + there.key()
                            + " is there already, so it is not imported. Delete it first, or import it into another"
                            + " experiment.",
                    there.revision());
        }
    }

    /** The same for the same export; 53 bits, so that any reader of JSON can hold it. */
    private static long epoch(RunExport export) {
        String hex = Digest.of(Json.write(export)).hex();
        return (Long.parseUnsignedLong(hex.substring(0, 16), 16) >>> 11) + 1;
    }
}
