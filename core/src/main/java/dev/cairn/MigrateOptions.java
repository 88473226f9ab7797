package dev.cairn;

import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import java.util.function.Consumer;

/**
 * How many documents are moved at once, by {@link StorageManager#migrateResults} or a {@link dev.cairn.transfer.Transfer}.
 * Immutable.
 *
 * @param parallelism how many are under way at a time, each on a thread; 1 to {@value #MOST}
 * @param dryRun whether it is only counted what would be done
 * @param listener told how far it is, five times a second at most and once at the end; called by one thread at a time. One that
 *     throws is not called again and stops nothing; the report says so
 * @param cancellation stops it
 */
public record MigrateOptions(int parallelism, boolean dryRun, Consumer<Progress> listener, Cancellation cancellation) {
    /** The most that may be under way at a time. */
    public static final int MOST = 64;

    private static final int USUAL = 4;

    public MigrateOptions {
        if (parallelism < 1 || parallelism > MOST) {
            throw new IllegalArgumentException(
                    "Between 1 and " + MOST + " documents are moved at a time, not " + parallelism + ".");
        }
    }

    /** Four at a time, nobody is told, and nobody can stop it. */
    public static MigrateOptions defaults() {
        return new MigrateOptions(USUAL, false, progress -> {}, new Cancellation());
    }

    /** The same with another number of documents at a time; a database needs as many connections. */
    public MigrateOptions withParallelism(int newParallelism) {
        return new MigrateOptions(newParallelism, dryRun, listener, cancellation);
    }

    /** The same, changing nothing. */
    public MigrateOptions asDryRun() {
        return new MigrateOptions(parallelism, true, listener, cancellation);
    }

    /** The same, telling {@code newListener} how far it is. */
    public MigrateOptions withListener(Consumer<Progress> newListener) {
        return new MigrateOptions(parallelism, dryRun, newListener, cancellation);
    }

    /** The same, to be stopped by {@code newCancellation}. */
    public MigrateOptions withCancellation(Cancellation newCancellation) {
        return new MigrateOptions(parallelism, dryRun, listener, newCancellation);
    }
}
