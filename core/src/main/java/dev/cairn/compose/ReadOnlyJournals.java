package dev.cairn.compose;

import dev.cairn.UnsupportedException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Journals that are only read. */
record ReadOnlyJournals(JournalStore store, String location) implements JournalStore {
    @Override
    public long append(JournalKey key, List<String> entries) {
        throw refusal("append to the " + key);
    }

    @Override
    public long append(JournalKey key, long end, List<String> entries) {
        throw refusal("append to the " + key);
    }

    @Override
    public void force(JournalKey key) {
        throw refusal("force the " + key);
    }

    @Override
    public JournalPage read(JournalKey key, long position, int limit) {
        return store.read(key, position, limit);
    }

    @Override
    public List<String> names(DocumentKey owner) {
        return store.names(owner);
    }

    @Override
    public Map<DocumentKey, List<String>> names(List<DocumentKey> owners) {
        return store.names(owners);
    }

    @Override
    public Stream<DocumentKey> owners() {
        return store.owners();
    }

    @Override
    public BlobRef seal(JournalKey key) {
        throw refusal("seal the " + key);
    }

    @Override
    public void delete(JournalKey key) {
        throw refusal("delete the " + key);
    }

    @Override
    public boolean delete(JournalKey key, long end) {
        throw refusal("delete the " + key);
    }

    private UnsupportedException refusal(String what) {
        return ReadOnlyBackend.refusal(what, location);
    }
}
