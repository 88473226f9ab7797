package dev.cairn.backend.database;

import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.Hold;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Those who want to know of changes of one opening of a store; somebody listens while there are any. */
final class Watchers {
    private final Function<Watchers, Ear> ears;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Guarded by this. */
    private @Nullable Ear ear;

    /** Guarded by this. */
    private boolean closed;

    /** Nobody listens yet; {@code ears} makes one who does, not started. */
    Watchers(Function<Watchers, Ear> ears) {
        this.ears = ears;
    }

    /** One that is told, equal to no other, though its listener watch twice. */
    private static final class Watcher {
        private final ChangeListener listener;

        Watcher(ChangeListener listener) {
            this.listener = listener;
        }
    }

    /** Tells {@code listener} until what this returns is closed, or all is. */
    synchronized Hold add(ChangeListener listener) {
        if (closed) {
            return () -> {};
        }
        Watcher watcher = new Watcher(listener);
        watchers.add(watcher);
        if (ear == null) {
            ear = ears.apply(this);
            ear.start();
        }
        return () -> remove(watcher);
    }

    private void remove(Watcher watcher) {
        Ear idle = null;
        synchronized (this) {
            watchers.remove(watcher);
            if (watchers.isEmpty()) {
                idle = ear;
                ear = null;
            }
        }
        if (idle != null) {
            idle.stop();
        }
    }

    /** Tells nobody any more, and returns when nobody listens. */
    void close() {
        Ear idle;
        synchronized (this) {
            closed = true;
            watchers.clear();
            idle = ear;
            ear = null;
        }
        if (idle != null) {
            idle.stop();
        }
    }

    void changed(Notices.Change change) {
        tell(listener -> listener.changed(change.key(), change.revision()));
    }

    void lost() {
        tell(ChangeListener::lost);
    }

    /** What one listener does wrong keeps nothing from the others. */
    private void tell(Consumer<ChangeListener> call) {
        for (Watcher watcher : watchers) {
            try {
                call.accept(watcher.listener);
            } catch (RuntimeException e) {
                Ear.LOG.warn("One who was told of changes failed.", e);
            }
        }
    }
}
