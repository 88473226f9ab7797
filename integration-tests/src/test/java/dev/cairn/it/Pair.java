package dev.cairn.it;

import dev.cairn.TierOptions;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.BackendFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Two kinds of stores, one above the other. The tests take those that differ most; with {@code -Dcairn.pairs=all} every one.
 *
 * @param first the kind of the primary
 * @param second the kind of the secondary
 */
record Pair(Kind first, Kind second) {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** A kind of store, in which nothing is forced to the disk where that can be chosen. */
    enum Kind {
        MEMORY,
        FILES,
        H2_IN_MEMORY,
        H2,
        POSTGRESQL;

        private StorageBackend open(String name, Path folder, Clock clock) {
            return switch (this) {
                case MEMORY -> Stores.memory(clock);
                case FILES -> Stores.unforced(folder.resolve(name), clock);
                case H2_IN_MEMORY -> Stores.h2("mem:" + name, clock);
                case H2 -> Stores.h2(folder.resolve(name).toString(), clock);
                case POSTGRESQL -> Postgres.open(name, clock);
            };
        }

        /** An empty store of this kind, in {@code folder} if it is files. */
        StorageBackend openNew(String role, Path folder) {
            return open(newName(role), folder, Clock.systemUTC());
        }

        /** A name that no other store of this kind has; on PostgreSQL that of a schema, which is emptied. */
        private String newName(String role) {
            return this == POSTGRESQL ? Postgres.emptied(role) : role + NUMBERS.incrementAndGet();
        }
    }

    /** Those of {@code usual}, or all. */
    static Stream<Pair> chosen(Pair... usual) {
        return "all".equals(System.getProperty("cairn.pairs")) ? all() : Arrays.stream(usual);
    }

    private static Stream<Pair> all() {
        return Arrays.stream(Kind.values())
                .flatMap(first -> Arrays.stream(Kind.values()).map(second -> new Pair(first, second)));
    }

    /** Two empty stores as one, in {@code folder} if they are files. Where both are files with the usual patience, else with none. */
    BackendFixture in(Path folder) {
        String one = first.newName("first");
        String other = second.newName("second");
        TierOptions options = first == Kind.FILES && second == Kind.FILES
                ? TierOptions.defaults()
                : TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground();
        return clock -> new TieredBackend(
                first.open(one, folder, clock), second.open(other, folder, clock), options, false, System::nanoTime);
    }

    @Override
    public String toString() {
        return first + " over " + second;
    }
}
