package dev.cairn.formats.imports;

import dev.cairn.formats.read.ResultReader;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;

/**
 * Brings what other programs left into a workspace: files of results, files with many of them, whole stores of runs.
 *
 * <pre>{@code
 * ImportReport report = ResultImport.run(workspace, List.of(Path.of("experiments")), ImportOptions.defaults());
 * report.failures().forEach(System.err::println);
 * }</pre>
 *
 * <p>What cannot be read is told in the report and does not keep the rest from being imported. Each result, run or set of tensors is saved
 * as a whole: an import that was broken off is done again, and finds what is there already. One result is in memory at a time.
 */
public final class ResultImport {
    private ResultImport() {}

    /** Imports whatever is recognized; see {@link #run(Workspace, List, ImportOptions)}. */
    public static ImportReport run(Workspace workspace, Path... paths) {
        return run(workspace, List.of(paths), ImportOptions.defaults());
    }

    /**
     * Imports files, and folders with all that is in them. Symbolic links in folders are not followed, archives are not unpacked. Stops
     * early where the options' cancellation asks for it or the thread is interrupted (and leaves it so); what was being saved is finished.
     *
     * @throws IllegalArgumentException if the options name no reader that there is
     */
    public static ImportReport run(Workspace workspace, List<Path> paths, ImportOptions options) {
        String name = options.reader();
        List<ResultReader> readers = name == null ? List.of() : List.of(ResultReaders.named(name));
        ImportPlan plan = new ImportPlan(folder -> isStore(folder, readers));
        paths.forEach(plan::add);
        ImportTarget target = new ImportTarget(workspace, options);
        plan.failures().forEach(target::failed);
        plan.leftOut().forEach(target::leaveOut);
        return new ImportRun(plan.sources(), readers, options, target).run();
    }

    private static boolean isStore(Path folder, List<ResultReader> readers) {
        return readers.isEmpty()
                ? !ResultReaders.recognizingAll(folder).isEmpty()
                : readers.get(0).recognizesFolder(folder);
    }
}
