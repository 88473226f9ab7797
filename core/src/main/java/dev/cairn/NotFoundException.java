package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The store answered, and what was asked for is not there: it never was, or it was deleted.
 */
public final class NotFoundException extends StorageException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message, null);
    }

    public NotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
