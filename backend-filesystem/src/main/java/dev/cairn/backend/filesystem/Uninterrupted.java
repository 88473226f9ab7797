package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.locks.LockSupport;

/**
 * Finishes what an interrupt would break off, and leaves the interrupt set.
 *
 * <p>In Java an interrupt closes the channel that its thread uses. So the interrupt is put aside first, and a call whose
 * channel was closed all the same is made again: it must open its own, and doing it twice must be as good as once.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Something that reads or writes files. */
    @FunctionalInterface
    interface Io<T> {
        T run() throws IOException;
    }

    /** Runs {@code call} to its end. */
    static <T> T run(Io<T> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Pauses for about {@code nanos} nanoseconds; an interrupt neither ends the pause early for good nor is lost. */
    static void pause(long nanos) {
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(nanos);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
