package dev.cairn.backend.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts a long list of parameters into as many as one statement takes. */
final class Chunks {
    private Chunks() {}

    /** Lists of up to {@code size} elements, in their order. */
    static <T> List<List<T>> of(Collection<T> all, int size) {
        List<T> list = List.copyOf(all);
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            chunks.add(list.subList(from, Math.min(list.size(), from + size)));
        }
        return chunks;
    }
}
