package dev.cairn.it;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.StorageBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Journals put into a store directly, and what a store holds of them. */
final class Journals {
    private Journals() {}

    static JournalKey log(String id) {
        return new JournalKey(Documents.key(id), "log");
    }

    /** The entries from {@code first} on, each with its number. */
    static List<String> numbered(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "{\"n\":" + i + "}")
                .toList();
    }

    static void append(StorageBackend store, String id, int first, int count) {
        store.journals().append(log(id), numbered(first, count));
    }

    static List<String> entries(StorageBackend store, JournalKey key) {
        List<String> all = new ArrayList<>();
        long position = 0;
        JournalPage page = store.journals().read(key, position, 1000);
        while (page.next() > position) {
            page.entries().stream().map(JournalEntry::json).forEach(all::add);
            position = page.next();
            page = store.journals().read(key, position, 1000);
        }
        return all;
    }

    /** All entries of all journals of the store, by owner and name. */
    static Map<String, List<String>> in(StorageBackend store) {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<DocumentKey> owners = store.journals().owners()) {
            owners.forEach(owner -> store.journals()
                    .names(owner)
                    .forEach(name -> found.put(
                            new JournalKey(owner, name).toString(), entries(store, new JournalKey(owner, name)))));
        }
        return found;
    }
}
