package dev.cairn.formats.imports;

import dev.cairn.formats.imports.ImportReport.Failure;
import dev.cairn.formats.read.BadLineException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Failures from exceptions. */
final class Unreadable {
    private Unreadable() {}

    static Failure of(Path file, IOException why) {
        String reason = why instanceof NoSuchFileException
                ? "There is no file '" + file + "'."
                : "Cannot read '" + file + "': " + why + ".";
        return new Failure(file, null, reason);
    }

    /** {@code file} is where it is unless the exception knows better. */
    static Failure of(Path file, RuntimeException why) {
        if (why instanceof BadLineException line) {
            return new Failure(line.file(), line.line(), String.valueOf(line.getMessage()));
        }
        String message = why.getMessage();
        boolean named = message != null && message.contains(String.valueOf(file.getFileName()));
        return new Failure(file, null, named ? String.valueOf(message) : "Cannot import '" + file + "': " + said(why));
    }

    private static String said(RuntimeException why) {
        return why.getClass().getName().startsWith("dev.cairn") || why instanceof IllegalArgumentException
                ? String.valueOf(why.getMessage())
                : why.toString();
    }
}
