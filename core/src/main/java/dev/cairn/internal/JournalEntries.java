package dev.cairn.internal;

import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads entries from a journal, in pages of about a million characters by the longest entry that was seen. */
final class JournalEntries extends EntryReader {
    /** The end of a journal of which nobody knows where it ends. */
    static final long OPEN_END = Long.MAX_VALUE;

    private static final int FIRST_PAGE = 2;
    private static final int LONGEST_PAGE = 1000;
    private static final int CHARACTERS = 1 << 20;

    private final JournalStore store;
    private final JournalKey key;
    private final long end;
    private List<JournalEntry> page = List.of();
    private int at;
    private long next;
    private int longest;
    private boolean ended;

    /** Reads from the beginning up to the position {@code end}. */
    JournalEntries(JournalStore store, JournalKey key, long end) {
        this.store = store;
        this.key = key;
        this.end = end;
    }

    @Override
    public boolean hasNext() {
        while (at == page.size() && !ended) {
            read();
        }
        return at < page.size();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(at++).json();
    }

    private void read() {
        int limit = longest == 0 ? FIRST_PAGE : Math.max(1, Math.min(LONGEST_PAGE, CHARACTERS / longest));
        JournalPage read = store.read(key, next, limit);
        read.damages().forEach(this::damaged);
        page = read.entries().stream().filter(entry -> entry.position() < end).toList();
        at = 0;
        page.forEach(entry -> longest = Math.max(longest, entry.json().length()));
        ended = read.next() == next || read.next() >= end;
        next = Math.min(end, read.next());
    }

    @Override
    public void close() {
        // Holds nothing between pages.
    }
}
