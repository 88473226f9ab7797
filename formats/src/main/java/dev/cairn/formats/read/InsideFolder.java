package dev.cairn.formats.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Finds files that another file names, in its folder and below, and nowhere else, whatever the name or a symbolic link says.
 *
 * @param by the file that names them
 * @param line where it does
 */
record InsideFolder(Path by, long line) {
    /**
     * The file of a relative path; it may not be there.
     *
     * @throws dev.cairn.CorruptException if it is outside
     */
    Path find(String path) {
        Path folder = folder();
        Path found;
        try {
            found = folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw BadFile.at(by, line, BadFile.quote(path) + " is no path of a file: " + e.getReason());
        }
        if (!found.startsWith(folder)) {
            throw BadFile.at(
                    by,
                    line,
                    "the path " + BadFile.quote(path) + " leads out of the folder '" + folder + "', so it is not read");
        }
        try {
            if (Files.exists(found) && !found.toRealPath().startsWith(folder.toRealPath())) {
                throw BadFile.at(
                        by,
                        line,
                        "the path " + BadFile.quote(path) + " is a symbolic link that leads out of '" + folder
                                + "', so it is not read");
            }
        } catch (IOException e) {
            throw BadFile.unreadable(found, e);
        }
        return found;
    }

    private Path folder() {
        Path folder = by.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw BadFile.whole(by, "it is in no folder");
        }
        return folder;
    }
}
