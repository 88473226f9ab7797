package dev.cairn.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer.
 *
 * @param items what was found, in the order of the query
 * @param next where to go on, for {@link Query#after}; null if nothing is left
 */
public record Page<T>(List<T> items, @Nullable PageToken next) {
    public Page {
        items = List.copyOf(items);
    }

    /** Where to go on; empty if nothing is left. */
    public Optional<PageToken> following() {
        return Optional.ofNullable(next);
    }

    /** The same with {@code change} applied to each item. */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        List<R> changed = items.stream().<R>map(change).toList();
        return new Page<>(changed, next);
    }
}
