package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The store did not answer or could not take the write, and may do so later: a disk is full, a server is down. The
 * operation did not happen.
 */
public final class UnavailableException extends StorageException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message, null);
    }

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
