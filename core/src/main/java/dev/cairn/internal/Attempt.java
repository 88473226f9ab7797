package dev.cairn.internal;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of many things that were tried together.
 *
 * @param value what it brought; null if it failed
 * @param failure why it failed; null if it did not
 */
record Attempt<T>(@Nullable T value, @Nullable RuntimeException failure) {
    static <T> Attempt<T> succeeded(T value) {
        return new Attempt<>(value, null);
    }

    static <T> Attempt<T> failed(RuntimeException failure) {
        return new Attempt<>(null, failure);
    }

    /** The same of what {@code next} makes of the value. */
    <R> Attempt<R> map(Function<T, R> next) {
        return value == null ? new Attempt<>(null, failure) : succeeded(next.apply(value));
    }

    /** The value, or the failure thrown. */
    T orElseThrow() {
        if (failure != null) {
            throw failure;
        }
        if (value == null) {
            throw new IllegalStateException("What was tried either succeeds or fails.");
        }
        return value;
    }
}
