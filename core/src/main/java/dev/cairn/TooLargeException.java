package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The value is larger than a limit of the store or of this process allows. The message names the limit.
 */
public final class TooLargeException extends StorageException {
    private static final long serialVersionUID = 1L;

    public TooLargeException(String message) {
        super(message, null);
    }

    public TooLargeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
