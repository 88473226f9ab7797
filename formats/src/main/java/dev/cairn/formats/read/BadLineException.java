package dev.cairn.formats.read;

import dev.cairn.CorruptException;
import java.nio.file.Path;

/** A line of a file cannot be read. The message names the file, the line and the reason. */
public final class BadLineException extends CorruptException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long line;

    BadLineException(Path file, long line, String reason) {
        super("Cannot read '" + file + "': line " + line + ": " + reason + ".");
        this.file = file;
        this.line = line;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The number of the line, from 1 on. */
    public long line() {
        return line;
    }
}
