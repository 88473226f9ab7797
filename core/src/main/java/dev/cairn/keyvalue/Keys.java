package dev.cairn.keyvalue;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keys of several parts, the first of which says what they are keys of: {@code document}, scope, kind, id. Parts hold no control
 * characters, so these keep them apart.
 */
final class Keys {
    private static final String BELOW = "\0";

    /** Behind every key that begins with the parts before it, and before all others. */
    private static final String BEHIND = "\1";

    private final GuardedStore store;

    Keys(GuardedStore store) {
        this.store = store;
    }

    static String of(String... parts) {
        return String.join(BELOW, parts);
    }

    /**
     * The parts that follow {@code above} in the keys of the store, each once, in their order. Each is looked for when it is asked
     * for, so what is put or removed meanwhile does no harm.
     */
    Stream<String> below(String... above) {
        store.checkOpen();
        String prefix = of(above) + BELOW;
        return Stream.iterate(next(prefix, prefix), Objects::nonNull, part -> next(prefix, prefix + part + BEHIND));
    }

    private @Nullable String next(String prefix, String from) {
        String key = store.ceilingKey(from);
        return key != null && key.startsWith(prefix)
                ? key.substring(prefix.length()).split(BELOW, 2)[0]
                : null;
    }
}
