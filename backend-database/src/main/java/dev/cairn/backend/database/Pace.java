package dev.cairn.backend.database;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often one who listens does what.
 *
 * @param beat how long after a proof that it still hears it asks for the next, and how long that may take
 * @param own how long it keeps to itself what its own store changed
 * @param shortest about the first pause before it connects again
 * @param longest about the longest
 */
record Pace(Duration beat, Duration own, Duration shortest, Duration longest) {
    static final Pace USUAL =
            new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofSeconds(30));

    /** The pause after so many failures in a row, of a length that others do not have. */
    Duration pause(int failures) {
        long most = shortest.toNanos() << Math.min(failures - 1, 20);
        long bounded = Math.min(most, longest.toNanos());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bounded / 2, bounded + 1));
    }
}
