package dev.cairn.backend.filesystem;

import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what a failed file operation means for the caller. */
final class FileErrors {
    private static final long FULL = 64 * 1024;

    private FileErrors() {}

    /**
     * The error of a write that did not happen.
     *
     * @param what what failed, as a clause: "Cannot write a document"
     * @param path the file or folder
     */
    static UnavailableException unwritable(String what, Path path, IOException cause) {
        if (isFull(path, cause)) {
            return new UnavailableException(
                    what + " (" + path + "): the disk is full. Nothing was changed; free some space and try again.",
                    cause);
        }
        return unreadable(what, path, cause);
    }

    /** The error of a read that got no answer; the same parameters. */
    static UnavailableException unreadable(String what, Path path, IOException cause) {
        return new UnavailableException(what + " (" + path + "): " + reason(cause) + ".", cause);
    }

    /** Why it failed, in words for people. */
    static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "this user may not; check the permissions of " + named(cause);
        }
        if (cause instanceof FileAlreadyExistsException) {
            return named(cause) + " is a file, not a folder";
        }
        if (cause instanceof NoSuchFileException) {
            return named(cause) + " does not exist; it was removed, or its disk is not mounted";
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null || reason.isBlank() ? cause.getClass().getSimpleName() : reason;
    }

    private static String named(IOException cause) {
        return cause instanceof FileSystemException system && system.getFile() != null ? system.getFile() : "the path";
    }

    private static boolean isFull(Path path, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("quota")) {
            return true;
        }
        Path folder = existing(path);
        try {
            return folder != null && Files.getFileStore(folder).getUsableSpace() < FULL;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    private static @Nullable Path existing(Path path) {
        Path candidate = path;
        while (candidate != null && !Files.exists(candidate)) {
            candidate = candidate.getParent();
        }
        return candidate;
    }
}
