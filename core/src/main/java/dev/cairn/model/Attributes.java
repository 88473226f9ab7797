package dev.cairn.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, of the kinds that JSON knows: null, String, Boolean, Long, Double, and Lists and Maps of them.
 *
 * <p>Immutable to the bottom: what is given is copied. Integer, Short and Byte become Long, Float becomes Double; every bit of a
 * Double stays. Anything else is refused with its path, and so is nesting deeper than 64 levels. Names keep the order in which
 * they were given, which does not count for equality; doubles are equal where their bits are.
 */
public final class Attributes {
    private static final Attributes EMPTY = new Attributes(Map.of());

    private final Map<String, @Nullable Object> values;

    private Attributes(Map<String, @Nullable Object> frozen) {
        this.values = frozen;
    }

    /** No attributes. */
    public static Attributes empty() {
        return EMPTY;
    }

    /** A deep copy of these values. */
    public static Attributes of(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : Checks.notNull(values, "values").entrySet()) {
            String name = AttributeValues.key(entry.getKey(), "the attributes");
            copy.put(name, AttributeValues.freeze(entry.getValue(), name));
        }
        return copy.isEmpty() ? EMPTY : new Attributes(Collections.unmodifiableMap(copy));
    }

    /** These attributes with one more, or with another value where the name exists. */
    public Attributes with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        copy.put(AttributeValues.key(name, "the attributes"), AttributeValues.freeze(value, name));
        return new Attributes(Collections.unmodifiableMap(copy));
    }

    /** The value of this name, null where it is null or absent. */
    public @Nullable Object get(String name) {
        return values.get(Checks.notNull(name, "name"));
    }

    /** Whether there is a value of this name, null included. */
    public boolean contains(String name) {
        return values.containsKey(Checks.notNull(name, "name"));
    }

    /** The text of this name; empty where it is null or absent, refused where it is no text. */
    public Optional<String> text(String name) {
        Object value = get(name);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw other(name, value, "text");
    }

    /** The whole number of this name; empty where it is null or absent, refused where it is none. */
    public OptionalLong integer(String name) {
        Object value = get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof Long number) {
            return OptionalLong.of(number);
        }
        throw other(name, value, "a whole number");
    }

    /** The number of this name, the nearest double for a whole one; empty where it is null or absent, refused where it is none. */
    public OptionalDouble real(String name) {
        Object value = get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw other(name, value, "a number");
    }

    /** All values in an unmodifiable map, nested ones too. */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The number of names. */
    public int size() {
        return values.size();
    }

    /** An estimate of the heap that the values take. */
    long sizeInBytes() {
        return Weights.value(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Attributes attributes && AttributeValues.same(values, attributes.values));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static IllegalArgumentException other(String name, Object value, String wanted) {
        return new IllegalArgumentException("The attribute " + Checks.show(name) + " is a "
                + value.getClass().getSimpleName() + ", not " + wanted + "; read it with get(name)");
    }
}
