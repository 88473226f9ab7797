package dev.cairn.internal;

import dev.cairn.OperationListener;
import dev.cairn.OperationListener.Operation;
import dev.cairn.spi.Hold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners how long operations took; costs one look at an empty list while there is none. */
public final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;

    /** Times by {@code nanoTime}. */
    public Operations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Tells {@code listener} too, until what this returns is closed. */
    public Hold listen(OperationListener listener) {
        Told told = new Told(listener);
        listeners.add(told);
        return told;
    }

    private final class Told implements Hold {
        private final OperationListener listener;

        Told(OperationListener listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    /** Carries out {@code call}, and tells of it. */
    <T> T timed(Operation operation, Supplier<T> call) {
        if (listeners.isEmpty()) {
            return call.get();
        }
        long start = nanoTime.getAsLong();
        try {
            T answer = call.get();
            tell(operation, start, null);
            return answer;
        } catch (RuntimeException | Error e) {
            tell(operation, start, e);
            throw e;
        }
    }

    /** The present time, for {@link #tell}. */
    long now() {
        return listeners.isEmpty() ? 0 : nanoTime.getAsLong();
    }

    /** Tells of an operation that began at {@code start}. */
    void tell(Operation operation, long start, @Nullable Throwable failure) {
        Duration took = Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - start));
        for (Told told : listeners) {
            try {
                told.listener.done(operation, took, failure);
            } catch (RuntimeException e) {
                LOG.warn("A listener that was told of an operation failed; the operation is not changed by it.", e);
            }
        }
    }
}
