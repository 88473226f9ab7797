package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The root of all errors of a store: one subclass for each decision that a caller can make.
 *
 * <p>The message says what happened, where, the likely cause and what to do; it never holds a secret. A bad argument is an
 * {@link IllegalArgumentException} and a closed manager an {@link IllegalStateException}, not one of these.
 */
public abstract class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For subclasses: what happened, and what caused it where something did. */
    protected StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
