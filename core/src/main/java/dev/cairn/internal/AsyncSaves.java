package dev.cairn.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs saves on other threads, only so many at a time: whoever asks for one more waits until one is done, so that results
 * waiting to be saved do not fill the memory. Never interrupts one.
 *
 * <p>A save that is begun where another one ends, in a callback of its future, runs there and then: were it to wait for room,
 * it could wait for what only its own thread can finish.
 */
public final class AsyncSaves implements AutoCloseable {
    /** The most saves that are under way or waiting at once. */
    public static final int MOST = 64;

    private static final int THREADS = 8;

    private final Semaphore room = new Semaphore(MOST);
    private final ThreadLocal<Boolean> saving = ThreadLocal.withInitial(() -> false);
    private final @Nullable Executor given;
    private @Nullable ExecutorService own;
    private boolean closed;

    /** Runs them on {@code executor}, or on threads of its own where that is null. */
    public AsyncSaves(@Nullable Executor executor) {
        this.given = executor;
    }

    /** Runs {@code save} soon; waits first if {@value #MOST} are under way. */
    public <T> CompletableFuture<T> run(Supplier<T> save) {
        CompletableFuture<T> future = new CompletableFuture<>();
        if (saving.get()) {
            complete(future, save);
            return future;
        }
        room.acquireUninterruptibly();
        try {
            executor().execute(() -> {
                saving.set(true);
                try {
                    complete(future, save);
                } finally {
                    saving.remove();
                    room.release();
                }
            });
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
        return future;
    }

    @SuppressWarnings("IllegalCatch") // whatever it throws is the caller's to see
    private static <T> void complete(CompletableFuture<T> future, Supplier<T> save) {
        T done;
        try {
            done = save.get();
        } catch (Throwable failure) {
            future.completeExceptionally(failure);
            return;
        }
        future.complete(done);
    }

    /** Waits until all others are done, at most for {@code seconds}; returns how many are not. */
    public int await(int seconds) {
        int others = saving.get() ? MOST - 1 : MOST;
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean all = false;
        while (!all && deadline - System.nanoTime() > 0) {
            try {
                all = room.tryAcquire(others, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (all) {
            room.release(others);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return others - room.availablePermits();
    }

    private synchronized Executor executor() {
        if (closed) {
            throw new IllegalStateException("This manager is closed; open another one to save with.");
        }
        if (given != null) {
            return given;
        }
        if (own == null) {
            AtomicInteger number = new AtomicInteger();
            own = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "cairn-save-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
        return own;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (own != null) {
            own.shutdown();
        }
    }
}
