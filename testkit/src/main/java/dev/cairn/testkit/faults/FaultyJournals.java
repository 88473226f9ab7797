package dev.cairn.testkit.faults;

import dev.cairn.spi.BlobRef;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The journals of a faulty backend. */
record FaultyJournals(JournalStore journals, Steps steps) implements JournalStore {
    @Override
    public long append(JournalKey key, List<String> entries) {
        List<String> half = entries.subList(0, entries.size() / 2);
        return enter(Operation.JOURNAL_APPEND, key).run(() -> journals.append(key, entries), () -> {
            if (!half.isEmpty()) {
                journals.append(key, half);
            }
        });
    }

    @Override
    public long append(JournalKey key, long end, List<String> entries) {
        List<String> half = entries.subList(0, entries.size() / 2);
        return enter(Operation.JOURNAL_APPEND, key).run(() -> journals.append(key, end, entries), () -> {
            if (!half.isEmpty()) {
                journals.append(key, end, half);
            }
        });
    }

    @Override
    public void force(JournalKey key) {
        enter(Operation.JOURNAL_FORCE, key).run(() -> journals.force(key));
    }

    @Override
    public JournalPage read(JournalKey key, long position, int limit) {
        Passage passage = enter(Operation.JOURNAL_READ, key);
        JournalPage page = passage.run(() -> journals.read(key, position, limit));
        return passage.damages() && !page.entries().isEmpty() ? damaged(key, page) : page;
    }

    @Override
    public List<String> names(DocumentKey owner) {
        return steps.enter(Operation.JOURNAL_NAMES, owner).run(() -> journals.names(owner));
    }

    @Override
    public Map<DocumentKey, List<String>> names(List<DocumentKey> owners) {
        return steps.enter(Operation.JOURNAL_NAMES, owners).run(() -> journals.names(owners));
    }

    @Override
    public Stream<DocumentKey> owners() {
        return steps.enter(Operation.JOURNAL_OWNERS, "").list(journals::owners);
    }

    @Override
    public BlobRef seal(JournalKey key) {
        return enter(Operation.JOURNAL_SEAL, key).run(() -> journals.seal(key));
    }

    @Override
    public void delete(JournalKey key) {
        enter(Operation.JOURNAL_DELETE, key).run(() -> journals.delete(key));
    }

    @Override
    public boolean delete(JournalKey key, long end) {
        return enter(Operation.JOURNAL_DELETE, key).run(() -> journals.delete(key, end));
    }

    private Passage enter(Operation operation, JournalKey key) {
        return steps.faults().enter(steps.store(), operation, List.of(key.owner()), key.toString());
    }

    private static JournalPage damaged(JournalKey key, JournalPage page) {
        List<JournalEntry> entries = new ArrayList<>(page.entries());
        JournalEntry lost = entries.remove(entries.size() / 2);
        List<String> damages = new ArrayList<>(page.damages());
        damages.add("The entry at " + lost.position() + " of the " + key
                + " is not what was written, as the test asked; it is left out.");
        return new JournalPage(entries, page.next(), damages);
    }
}
