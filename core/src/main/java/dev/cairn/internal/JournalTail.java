package dev.cairn.internal;

import dev.cairn.ConflictException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a journal that one writer alone appends to: whoever else does makes its next append a conflict. For one thread at a time. */
final class JournalTail {
    private final JournalStore store;
    private final JournalKey key;
    private long end;

    /** What was appended last, if the store did not say whether it was. */
    private @Nullable String unanswered;

    /** Goes on at {@code end}. */
    JournalTail(JournalStore store, JournalKey key, long end) {
        this.store = store;
        this.key = key;
        this.end = end;
    }

    /** Where the journal ends, by what is known here. */
    long end() {
        return end;
    }

    /**
     * Appends an entry that is like no other; one that was appended before without an answer, and is there, is not appended again.
     *
     * @throws ConflictException if the journal ends elsewhere; nothing was appended
     */
    void append(String entry) {
        String before = unanswered;
        if (arrived() && entry.equals(before)) {
            return;
        }
        try {
            end = store.append(key, end, List.of(entry));
        } catch (OutcomeUnknownException e) {
            unanswered = entry;
            lookUp(e);
        }
    }

    /** Throws {@link ConflictException} if the journal ends elsewhere. */
    void requireUnmoved() {
        arrived();
        store.append(key, end, List.of());
    }

    void force() {
        store.force(key);
    }

    /** Removes the journal; false if it ends elsewhere. */
    boolean delete() {
        return store.delete(key, end);
    }

    private void lookUp(OutcomeUnknownException unknown) {
        try {
            if (arrived()) {
                return;
            }
        } catch (StorageException e) {
            unknown.addSuppressed(e);
        }
        throw unknown;
    }

    /** Whether an entry that was appended without an answer is there, and nothing behind it; then the journal ends there. */
    private boolean arrived() {
        if (unanswered == null) {
            return false;
        }
        JournalPage page = store.read(key, end, 2);
        boolean there =
                page.entries().size() == 1 && page.entries().get(0).json().equals(unanswered);
        unanswered = null;
        end = there ? page.next() : end;
        return there;
    }
}
