package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * No answer came, so the write may or may not have happened. The message says what must not be cleaned up; reading back
 * tells which it was.
 */
public final class OutcomeUnknownException extends StorageException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message) {
        super(message, null);
    }

    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
