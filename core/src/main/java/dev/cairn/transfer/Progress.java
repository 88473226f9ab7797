package dev.cairn.transfer;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a transfer is.
 *
 * @param done how many documents were decided, in whatever way
 * @param planned how many there were when it began, or more if others came meanwhile; those that a filter leaves out included
 * @param failed how many of those done failed
 * @param bytes how many bytes of blobs were sent
 * @param entries how many entries of journals were sent
 * @param elapsed the time since it began
 */
public record Progress(long done, long planned, long failed, long bytes, long entries, Duration elapsed) {
    /** Documents done in a second, from the beginning on. */
    public double documentsPerSecond() {
        return perSecond(done, elapsed);
    }

    /** Bytes sent in a second, from the beginning on. */
    public double bytesPerSecond() {
        return perSecond(bytes, elapsed);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d of %,d documents, %,.1f MB%s, %,.0f documents/s, %,d failed",
                done,
                planned,
                bytes / 1e6,
                entries == 0 ? "" : String.format(Locale.ROOT, ", %,d journal entries", entries),
                documentsPerSecond(),
                failed);
    }

    static double perSecond(long count, Duration time) {
        return count == 0 ? 0 : count / Math.max(1e-9, time.toNanos() / 1e9);
    }
}
