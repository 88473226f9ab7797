package dev.cairn.internal;

import dev.cairn.CorruptException;
import dev.cairn.Recording;
import dev.cairn.compose.TieredBackend;
import dev.cairn.model.Attachment;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds recordings: in journals of the primary while they are unfinished, sealed in results afterwards. Between the save of a result and
 * the deletion of its journal both are there; the same entries in both mean that it is finished.
 */
public final class RecordingReads {
    private final TieredBackend tiers;
    private final ResultStore store;

    /** Reads the recordings of the results in {@code store}. */
    public RecordingReads(TieredBackend tiers, ResultStore store) {
        this.tiers = tiers;
        this.store = store;
    }

    /** The recording of the result {@code key}, the unfinished one if there are two. */
    public Optional<Recording> find(String key) {
        StoredRecording journal = inJournal(key, JournalEntries.OPEN_END);
        if (journal.scan().isEmpty()) {
            return store.attachment(key, RecordingCodec.ATTACHMENT).map(lines -> finished(key, lines));
        }
        return Optional.of(
                finishedAs(journal).map(lines -> finished(key, lines)).orElse(journal));
    }

    /** The keys of those that have a journal, sorted. */
    public List<String> unfinished() {
        DocumentKey any = store.keyOf("any");
        List<DocumentKey> owners;
        try (Stream<DocumentKey> all = journals().owners()) {
            owners = all.filter(owner ->
                            owner.scope().equals(any.scope()) && owner.kind().equals(any.kind()))
                    .toList();
        }
        return journals().names(owners).entrySet().stream()
                .filter(owned -> owned.getValue().contains(RecordingCodec.JOURNAL))
                .map(owned -> owned.getKey().id())
                .sorted()
                .toList();
    }

    /** What the journal of {@code key} holds before the position {@code end}; empty if there is none. */
    StoredRecording inJournal(String key, long end) {
        return new StoredRecording(store.keyOf(key), false, () -> entries(key, end));
    }

    /** The entries of the journal of {@code key} before the position {@code end}. */
    EntryReader entries(String key, long end) {
        return new JournalEntries(journals(), journalOf(key), end);
    }

    private StoredRecording finished(String key, Attachment lines) {
        DocumentKey owner = store.keyOf(key);
        return new StoredRecording(owner, true, () -> new SealedEntries(lines, owner.toString()));
    }

    /** The attachment of the result that has all that {@code journal} has. */
    Optional<Attachment> finishedAs(StoredRecording journal) {
        try {
            return store.attachment(journal.key(), RecordingCodec.ATTACHMENT).filter(journal::isSealedAs);
        } catch (CorruptException e) {
            // Of a result that cannot be read nobody can say that it has the generations.
            return Optional.empty();
        }
    }

    JournalKey journalOf(String key) {
        return new JournalKey(store.keyOf(key), RecordingCodec.JOURNAL);
    }

    JournalStore journals() {
        return tiers.primary().journals();
    }
}
