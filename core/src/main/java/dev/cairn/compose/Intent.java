package dev.cairn.compose;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.spi.DocumentKey;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/** A commit that is about to happen; to be closed when it is known what became of it. */
final class Intent implements AutoCloseable {
    private final DocumentKey key;
    private final Instant since;
    private final Backlog backlog;
    private final Set<Intent> underWay;
    private boolean known;

    /** Will be put into {@code backlog} if it is not known what became of it, and is in {@code underWay} until it is closed. */
    Intent(DocumentKey key, Instant since, Backlog backlog, Set<Intent> underWay) {
        this.key = key;
        this.since = since;
        this.backlog = backlog;
        this.underWay = underWay;
    }

    /** The document that is to change. */
    DocumentKey key() {
        return key;
    }

    /** A time before the commit, by the clock of the store. */
    Instant since() {
        return since;
    }

    /** Carries out the commit; one that says that it failed did not happen, unless it does not know. */
    <T> T during(Supplier<T> commit) {
        try {
            return commit.get();
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (StorageException | IllegalArgumentException | IllegalStateException e) {
            drop();
            throw e;
        }
    }

    /** There is nothing more to do. */
    void drop() {
        known = true;
    }

    /** What is not known to have failed counts as done, and its replica as missing. */
    @Override
    public void close() {
        if (!known) {
            backlog.unsettled(key, since);
        }
        underWay.remove(this);
    }
}
