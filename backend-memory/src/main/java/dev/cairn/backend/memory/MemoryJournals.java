package dev.cairn.backend.memory;

import dev.cairn.ConflictException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalLine;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps journals in memory. The position of an entry is the number of those before it. Never evicted. */
final class MemoryJournals implements JournalStore {
    private final MemoryTables tables;
    private final MemoryBlobs blobs;

    /** By owner, then by name; guarded by the lock of the tables. */
    private final Map<DocumentKey, TreeMap<String, Journal>> journals = new HashMap<>();

    MemoryJournals(MemoryTables tables, MemoryBlobs blobs) {
        this.tables = tables;
        this.blobs = blobs;
    }

    /** The entries of one journal, and what they take with their key. */
    private static final class Journal {
        private final List<String> entries = new ArrayList<>();
        private long bytes;
    }

    @Override
    public long append(JournalKey key, List<String> entries) {
        List<String> whole = checked(entries);
        return tables.change(() -> add(key, whole));
    }

    @Override
    public long append(JournalKey key, long end, List<String> entries) {
        List<String> whole = checked(entries);
        return tables.change(() -> {
            if (end(key) != end) {
                throw new ConflictException(
                        "The " + key + " ends behind " + end(key) + " entries, not behind " + end
                                + ": somebody else changed it. Nothing was appended; read on from there.",
                        end(key));
            }
            return add(key, whole);
        });
    }

    private static List<String> checked(List<String> entries) {
        List<String> whole = List.copyOf(entries);
        whole.forEach(JournalEntry::check);
        return whole;
    }

    private long end(JournalKey key) {
        Journal journal = find(key);
        return journal == null ? 0 : journal.entries.size();
    }

    private long add(JournalKey key, List<String> whole) {
        Journal before = find(key);
        if (whole.isEmpty()) {
            return end(key);
        }
        long more = bytesOf(whole) + (before == null ? bytesOf(key) : 0);
        tables.reserve(key.toString(), more, more, null);
        Journal journal = before == null ? begin(key) : before;
        journal.bytes += more;
        journal.entries.addAll(whole);
        return journal.entries.size();
    }

    @Override
    public void force(JournalKey key) {
        tables.checkOpen();
    }

    @Override
    public JournalPage read(JournalKey key, long position, int limit) {
        if (position < 0 || limit < 0) {
            throw new IllegalArgumentException(
                    "A journal is read from zero or more, up to zero or more entries, not " + position + ", " + limit);
        }
        return tables.change(() -> {
            Journal journal = find(key);
            int size = journal == null ? 0 : journal.entries.size();
            long end = Math.max(position, Math.min(size, position + limit));
            List<JournalEntry> page = new ArrayList<>();
            for (long at = position; journal != null && at < end; at++) {
                page.add(new JournalEntry(at, journal.entries.get((int) at)));
            }
            return new JournalPage(page, end, List.of());
        });
    }

    @Override
    public List<String> names(DocumentKey owner) {
        return tables.change(() -> {
            TreeMap<String, Journal> owned = journals.get(owner);
            return owned == null ? List.of() : List.copyOf(owned.keySet());
        });
    }

    @Override
    public Stream<DocumentKey> owners() {
        return tables.change(() -> List.copyOf(journals.keySet())).stream();
    }

    @Override
    public BlobRef seal(JournalKey key) {
        List<String> entries = tables.change(() -> {
            Journal journal = find(key);
            return journal == null ? List.of() : List.copyOf(journal.entries);
        });
        try (BlobSink sink = blobs.create(key.owner().scope())) {
            entries.forEach(entry -> sink.write(JournalLine.encode(entry)));
            return sink.commit();
        }
    }

    @Override
    public void delete(JournalKey key) {
        tables.change(() -> {
            drop(key);
            return true;
        });
    }

    @Override
    public boolean delete(JournalKey key, long end) {
        return tables.change(() -> {
            boolean there = end(key) == end;
            if (there) {
                drop(key);
            }
            return there;
        });
    }

    private void drop(JournalKey key) {
        TreeMap<String, Journal> owned = journals.get(key.owner());
        Journal journal = owned == null ? null : owned.remove(key.name());
        if (owned != null && owned.isEmpty()) {
            journals.remove(key.owner());
        }
        tables.giveBack(journal == null ? 0 : journal.bytes);
    }

    /** Lets go of everything, in a store that is closed. */
    void clear() {
        synchronized (tables) {
            journals.clear();
        }
    }

    private @Nullable Journal find(JournalKey key) {
        TreeMap<String, Journal> owned = journals.get(key.owner());
        return owned == null ? null : owned.get(key.name());
    }

    private Journal begin(JournalKey key) {
        Journal journal = new Journal();
        journals.computeIfAbsent(key.owner(), none -> new TreeMap<>()).put(key.name(), journal);
        return journal;
    }

    private static long bytesOf(List<String> entries) {
        return entries.stream()
                .mapToLong(entry -> MemoryBudget.ENTRY_OVERHEAD + StoredDocument.utf8(entry))
                .sum();
    }

    private static long bytesOf(JournalKey key) {
        return MemoryBudget.JOURNAL_OVERHEAD
                + StoredDocument.utf8(key.owner().scope())
                + StoredDocument.utf8(key.owner().id())
                + StoredDocument.utf8(key.name());
    }
}
