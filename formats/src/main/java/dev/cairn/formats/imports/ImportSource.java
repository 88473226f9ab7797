package dev.cairn.formats.imports;

import java.nio.file.Path;

/**
 * A file or folder to read.
 *
 * @param path where it is
 * @param root the folder that was given to the import, or the one that a given file is in; keys are relative to it
 * @param given whether it was named itself, and not found in a folder
 * @param folder whether it is a folder that a reader recognizes
 * @param bytes how large it is
 */
record ImportSource(Path path, Path root, boolean given, boolean folder, long bytes) {
    /** Where a file of this source is for those who derive keys. */
    Path relative(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(root) && !whole.equals(root) ? root.relativize(whole) : whole.getFileName();
    }
}
