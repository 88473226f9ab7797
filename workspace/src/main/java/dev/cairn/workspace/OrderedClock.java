package dev.cairn.workspace;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells times to the microsecond, each later than the one before, whatever the clock does, and whichever workspace of this process asks
 * that clock: so no two runs begin alike. Safe for use by many threads.
 */
final class OrderedClock {
    private static final Map<Clock, AtomicReference<Instant>> LAST = Collections.synchronizedMap(new WeakHashMap<>());

    private final Clock clock;
    private final AtomicReference<Instant> last;

    OrderedClock(Clock clock) {
        this.clock = clock;
        this.last = LAST.computeIfAbsent(clock, any -> new AtomicReference<>(Instant.EPOCH));
    }

    Instant next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return last.updateAndGet(before -> now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS));
    }

    /** The same as a number, in microseconds since 1970: the epoch of something that is made anew. */
    long nextMicros() {
        Instant now = next();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1000);
    }
}
