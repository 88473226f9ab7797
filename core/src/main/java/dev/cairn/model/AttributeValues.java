package dev.cairn.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the values of attributes into the form in which they are kept, and compares them bit for bit. */
final class AttributeValues {
    private static final int DEEPEST = 64;

    private AttributeValues() {}

    /** An immutable copy of a value; what is not allowed is refused with its path. */
    static @Nullable Object freeze(@Nullable Object value, String path) {
        return freeze(value, path, 1);
    }

    static String key(@Nullable Object key, String path) {
        if (key instanceof String text) {
            return Checks.wellFormed(text, "a name in " + path);
        }
        throw new IllegalArgumentException("A name in " + path + " is "
                + (key == null ? "null" : "of the type " + key.getClass().getName()) + "; give a String");
    }

    private static @Nullable Object freeze(@Nullable Object value, String path, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("The value at " + path + " is nested deeper than " + DEEPEST
                    + " levels; flatten it, or look for a list or map that holds itself");
        }
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof String text) {
            return Checks.wellFormed(text, "the text at " + path);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof List<?> list) {
            return freezeList(list, path, depth);
        }
        if (value instanceof Map<?, ?> map) {
            return freezeMap(map, path, depth);
        }
        throw new IllegalArgumentException("The value at " + path + " is of the type "
                + value.getClass().getTypeName() + "; allowed are null, String, Boolean, Long, Integer, Short, Byte,"
                + " Double, Float, List and Map, so turn it into one of them");
    }

    private static List<@Nullable Object> freezeList(List<?> list, String path, int depth) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object item : list) {
            copy.add(freeze(item, path + "[" + copy.size() + "]", depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Map<String, @Nullable Object> freezeMap(Map<?, ?> map, String path, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = key(entry.getKey(), path);
            copy.put(key, freeze(entry.getValue(), path + "." + key, depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    /** Whether two frozen values are the same in every bit; the order of names in a map does not count. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            return sameList(a, b);
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(entry -> same(entry.getValue(), b.get(entry.getKey())));
        }
        return one == null ? other == null : one.equals(other);
    }

    private static boolean sameList(List<?> one, List<?> other) {
        Iterator<?> others = other.iterator();
        return one.size() == other.size() && one.stream().allMatch(item -> same(item, others.next()));
    }
}
