package dev.cairn.formats.read;

import dev.cairn.model.OptimizationResultBuilder;
import java.nio.file.Path;
import java.util.List;

/** Where a result came from, in its metadata, and what it is called after. */
final class Origin {
    private Origin() {}

    static void note(OptimizationResultBuilder result, String reader, List<Path> files) {
        result.metadata("imported_as", reader);
        result.metadata(
                "imported_from",
                files.stream().map(file -> file.getFileName().toString()).toList());
    }

    /** The name without its last extension. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The name of the folder that a file is in, or its own where there is none. */
    static String folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? stem(file)
                : folder.getFileName().toString();
    }
}
