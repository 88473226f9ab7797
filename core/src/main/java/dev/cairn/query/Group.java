package dev.cairn.query;

import java.util.List;
import java.util.function.Function;

/**
 * The first documents of those that have one value in a field.
 *
 * @param value the value: a Boolean, a number, an Instant or a String
 * @param items the first of them, in the order of the query
 */
public record Group<T>(Object value, List<T> items) {
    public Group {
        items = List.copyOf(items);
    }

    /** The same with {@code change} applied to each item. */
    public <R> Group<R> map(Function<? super T, ? extends R> change) {
        List<R> changed = items.stream().<R>map(change).toList();
        return new Group<>(value, changed);
    }
}
