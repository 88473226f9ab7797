package dev.cairn.formats.write;

import dev.cairn.spi.FileReplacement;
import dev.cairn.spi.Names;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to be written. */
final class Target {
    private Target() {}

    /** Has the content written; a folder in its place is refused before. */
    static Path write(Path target, String extension, FileReplacement.Content content) {
        if (Files.isDirectory(target)) {
            throw new IllegalArgumentException(
                    "Cannot write " + Names.quote(target.toString()) + ": it is a folder. Name a file in it.");
        }
        return FileReplacement.export(target, extension, content);
    }
}
