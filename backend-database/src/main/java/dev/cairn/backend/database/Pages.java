package dev.cairn.backend.database;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Streams what is read page by page, each page beginning behind the last; holds nothing while the caller pauses. */
final class Pages {
    private Pages() {}

    /**
     * A page.
     *
     * @param next the name behind which the following page begins; null if this is the last one
     */
    record Page<T>(List<T> items, @Nullable String next) {}

    /** Reads pages. */
    interface Source<T> {
        /** The page of what is named higher than {@code name}. */
        Page<T> behind(String name);
    }

    /** All that the pages of {@code source} hold, each read when it is needed. */
    static <T> Stream<T> stream(Source<T> source) {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                new AbstractSpliterator<T>(Long.MAX_VALUE, characteristics) {
                    private Page<T> page = new Page<>(List.of(), "");
                    private Iterator<T> items = page.items().iterator();

                    @Override
                    public boolean tryAdvance(Consumer<? super T> action) {
                        String next = page.next();
                        while (!items.hasNext() && next != null) {
                            page = source.behind(next);
                            items = page.items().iterator();
                            next = page.next();
                        }
                        boolean any = items.hasNext();
                        if (any) {
                            action.accept(items.next());
                        }
                        return any;
                    }
                },
                false);
    }
}
