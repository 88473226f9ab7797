package dev.cairn.transfer;

import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Goes through the whole entries of a journal, in pages of about a million characters. Used by one thread. */
final class JournalCursor {
    private static final int FIRST_PAGE = 16;
    private static final int LONGEST_PAGE = 1000;
    private static final long CHARACTERS = 1 << 20;
    private static final int MOST_DAMAGES = 100;

    private final JournalStore store;
    private final JournalKey key;
    private final Set<String> damages = new LinkedHashSet<>();
    private List<JournalEntry> page = List.of();
    private int at;
    private long next;
    private int limit = FIRST_PAGE;
    private boolean ended;

    /** Begins at {@code position}. */
    JournalCursor(JournalStore store, JournalKey key, long position) {
        this.store = store;
        this.key = key;
        this.next = position;
    }

    boolean hasNext() {
        while (at == page.size() && !ended) {
            read();
        }
        return at < page.size();
    }

    /** The next entry, if there is one. */
    String next() {
        return page.get(at++).json();
    }

    /** The next entries, at least one if there is one. */
    List<String> nextPage() {
        List<String> rest = hasNext()
                ? page.subList(at, page.size()).stream().map(JournalEntry::json).toList()
                : List.of();
        at = page.size();
        return rest;
    }

    /** The position of the next entry, or behind the last one. */
    long position() {
        return hasNext() ? page.get(at).position() : next;
    }

    /** What could not be read so far, the first {@value #MOST_DAMAGES}. */
    Set<String> damages() {
        return damages;
    }

    private void read() {
        JournalPage read = store.read(key, next, limit);
        read.damages().stream().limit(MOST_DAMAGES - damages.size()).forEach(damages::add);
        ended = read.next() == next;
        page = read.entries();
        at = 0;
        next = read.next();
        long characters =
                page.stream().mapToLong(entry -> entry.json().length()).sum();
        if (!page.isEmpty()) {
            limit = (int) Math.max(1, Math.min(LONGEST_PAGE, CHARACTERS * page.size() / (characters + 1)));
        }
    }
}
