package dev.cairn.transfer;

/**
 * Asks a transfer that is under way to stop: documents that are being moved are finished, no others are begun, and its report
 * says what was done. Nobody is interrupted. May be used by any thread, and for several transfers at once.
 */
public final class Cancellation {
    private volatile boolean cancelled;

    /** Asks for it; doing so twice does nothing more. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether it was asked for. */
    public boolean isCancelled() {
        return cancelled;
    }
}
