package dev.cairn.formats.write;

import dev.cairn.model.OptimizationResult;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes results in one format. Found by {@link java.util.ServiceLoader}, so an implementation is public, has a public constructor without
 * parameters, and is used by many threads at once.
 */
public interface ResultExporter {
    /** What users call the format, such as {@code csv}; unique among all exporters. */
    String name();

    /** The extensions by which it is chosen, in lower case and with their dots: {@code .csv}; empty if it is chosen by its name alone. */
    List<String> extensions();

    /**
     * Writes a result, or the part of it that the options name. Missing folders are made, a name without an extension gets the first of
     * {@link #extensions}, and a file that is there is replaced in one step: whoever fails leaves it as it was.
     *
     * @throws IllegalArgumentException if the target is a folder, if the result does not have the part, or if the format cannot express
     *     it; nothing was written then
     * @throws dev.cairn.UnavailableException if the file cannot be written
     */
    ExportedResult write(OptimizationResult result, Path target, ExportOptions options);
}
