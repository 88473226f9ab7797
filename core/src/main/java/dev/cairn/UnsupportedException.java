package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do this, now or later: a capability that it lacks, a store opened for reading only, a newer format.
 */
public final class UnsupportedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public UnsupportedException(String message) {
        super(message, null);
    }

    public UnsupportedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
