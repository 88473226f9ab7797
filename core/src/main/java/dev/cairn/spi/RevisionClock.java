package dev.cairn.spi;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives out revisions: numbers that grow with every commit, in one store and across restores, copies and processes.
 *
 * <p>A revision is {@code max(previous + 1, now)}, now in milliseconds since 2020-01-01 times 4,096: 53 bits, so that every
 * JSON reader keeps it exactly, until the year 2089. Now is always later than the highest revision seen here, so that
 * one clock gives out no revision twice, even for a key whose slot was removed meanwhile. Safe for use by many threads; that
 * two writers of one key do not ask at once is the store's to see to.
 */
public final class RevisionClock {
    private static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final long STEPS = 4096;

    private final Clock clock;
    private final AtomicLong highest = new AtomicLong();

    /** Takes the time from {@code clock}. */
    public RevisionClock(Clock clock) {
        this.clock = clock;
    }

    /** The revision of a commit that follows {@code previous}; zero where nothing was there. */
    public long next(long previous) {
        long now = (clock.millis() - EPOCH) * STEPS;
        return highest.updateAndGet(seen -> Math.max(Math.max(previous, seen) + 1, now));
    }

    /** Takes note of a revision that another writer made. */
    public void seen(long revision) {
        highest.accumulateAndGet(revision, Math::max);
    }

    /** The time of a commit, for its {@code updated} field. */
    public Instant now() {
        return clock.instant();
    }

    /** When a revision was made, to the millisecond; later than that if it followed many others at once. */
    public static Instant timeOf(long revision) {
        return Instant.ofEpochMilli(EPOCH + revision / STEPS);
    }
}
