package dev.cairn.backend.filesystem;

import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.RevisionClock;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store from its opening to its closing. Every call passes here: none begins after {@link #close()}, which waits for those
 * under way, and none writes where the store was opened for reading.
 */
final class Opening {
    private final FileLayout layout;
    private final RevisionClock clock;
    private final @Nullable WriteAccess access;
    private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
    /** Guarded by {@link #calls}. */
    private boolean closed;

    /** With {@code access} null it is for reading only. */
    Opening(FileLayout layout, RevisionClock clock, @Nullable WriteAccess access) {
        this.layout = layout;
        this.clock = clock;
        this.access = access;
    }

    FileLayout layout() {
        return layout;
    }

    RevisionClock clock() {
        return clock;
    }

    boolean readOnly() {
        return access == null;
    }

    /** Runs a call that reads. */
    <T> T reading(Supplier<T> call) {
        return whileOpen(() -> {
            requireThere();
            return call.get();
        });
    }

    /** Runs a call that looks for something: only if it finds nothing must the store be seen to be there. */
    <T> Optional<T> seeking(Supplier<Optional<T>> call) {
        return whileOpen(() -> {
            Optional<T> found = call.get();
            if (found.isEmpty()) {
                requireThere();
            }
            return found;
        });
    }

    private <T> T whileOpen(Supplier<T> call) {
        calls.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The store " + layout.root() + " is closed; open it again.");
            }
            return call.get();
        } finally {
            calls.readLock().unlock();
        }
    }

    /** Without this a disk that is not mounted any more would look like a store in which nothing was ever saved. */
    private void requireThere() {
        if (!Files.exists(layout.meta())) {
            throw new UnavailableException("The store " + layout.root()
                    + " is not there any more: it has no _meta.json. Its folder was removed or moved, or its disk is not"
                    + " mounted.");
        }
    }

    /** Runs a call that writes. */
    <T> T writing(Function<WriteAccess, T> call) {
        return reading(() -> {
            if (access == null) {
                throw new UnsupportedException("The store " + layout.root()
                        + " was opened for reading only; open it without 'read_only' to change it.");
            }
            return call.apply(access);
        });
    }

    /** Ends it; does nothing the second time. */
    void close() {
        calls.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                if (access != null) {
                    access.shared().release();
                }
            }
        } finally {
            calls.writeLock().unlock();
        }
    }
}
