package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * Two stores hold different contents under the same revision. Neither is overwritten; a person decides which one stays.
 */
public final class DivergedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public DivergedException(String message) {
        super(message, null);
    }

    public DivergedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
