package dev.cairn.model;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates of the heap that values take, on a JVM with compressed references. */
final class Weights {
    private static final long REFERENCE = 4;
    private static final long BOX = 16;
    private static final long ENTRY = 48;

    private Weights() {}

    static long text(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        boolean oneByteEach = text.chars().allMatch(c -> c < 256);
        return 48 + (oneByteEach ? text.length() : 2L * text.length());
    }

    static long texts(Collection<String> texts) {
        return texts.stream().mapToLong(text -> REFERENCE + text(text)).sum();
    }

    /** The weight of a value of attributes, nested ones included. */
    static long value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Collection<?> list) {
            return ENTRY
                    + list.stream().mapToLong(item -> REFERENCE + value(item)).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return ENTRY
                    + map.entrySet().stream()
                            .mapToLong(entry -> ENTRY + value(entry.getKey()) + value(entry.getValue()))
                            .sum();
        }
        return BOX;
    }
}
