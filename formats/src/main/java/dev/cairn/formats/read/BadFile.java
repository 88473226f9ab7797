package dev.cairn.formats.read;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Names;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The words in which it is told that a file cannot be read. */
final class BadFile {
    /** What to say where numbers look as if they had decimal commas. */
    static final String DECIMALS =
            "decimals are written with a point, and numbers are separated by commas or white space";

    private BadFile() {}

    static CorruptException at(Path file, long line, String reason) {
        return new BadLineException(file, line, reason);
    }

    static CorruptException whole(Path file, String reason) {
        return new CorruptException("Cannot read '" + file + "': " + reason + ".");
    }

    static StorageException unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? new NotFoundException("There is no file '" + file + "'.", e)
                : new UnavailableException("Cannot read '" + file + "': " + e, e);
    }

    /** A piece of the file in quotes, short and visible. */
    static String quote(String piece) {
        return Names.quote(piece);
    }
}
