package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * Stored bytes are not those that were written. The message names the file or row and what to do; nothing of it was
 * returned as data.
 */
public class CorruptException extends StorageException {
    private static final long serialVersionUID = 1L;

    public CorruptException(String message) {
        super(message, null);
    }

    public CorruptException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
