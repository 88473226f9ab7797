package dev.cairn.formats.read;

import dev.cairn.model.OptimizationResult;
import java.nio.file.Path;
import java.util.List;

/**
 * What was read, and what could not be.
 *
 * @param reader the name of the reader
 * @param files all files that were read, the one that was asked for among them
 * @param result with every number and text of these files that it has a place for
 * @param notCarried in plain words what the format does not say, and what of these files has no place in a result
 */
public record ReadResult(String reader, List<Path> files, OptimizationResult result, List<String> notCarried) {
    public ReadResult {
        files = List.copyOf(files);
        notCarried = List.copyOf(notCarried);
    }
}
