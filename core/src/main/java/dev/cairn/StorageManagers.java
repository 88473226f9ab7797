package dev.cairn;

import dev.cairn.compose.Pairing;
import dev.cairn.compose.ReadOnlyBackend;
import dev.cairn.compose.TieredBackend;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.internal.Backends;
import dev.cairn.internal.Experiments;
import dev.cairn.internal.ManagerConfig;
import dev.cairn.internal.OpenStore;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Names;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens storage managers: by type and configuration, by URI, or piece by piece.
 *
 * <p>Backends are found on the class path by their type ({@code filesystem}, {@code memory}, {@code database}) or URI scheme
 * ({@code file:}, {@code memory:}). Beside the backend's own keys a configuration takes those of the manager:
 * {@code use_cache} (true), {@code cache_size_mb} (100), {@code experiment_id}, {@code read_only} (false), {@code secondary}, or
 * {@code secondary_type} and {@code secondary_config}, and {@code adopt} (false).
 */
public final class StorageManagers {
    private StorageManagers() {}

    /**
     * Opens a manager on a backend of {@code type}, making the store if there is none.
     *
     * @throws ConfigurationException if the type is unknown, or a key is unknown, missing or mistyped; names all that is wrong
     */
    public static StorageManager create(String type, Map<String, ?> config) {
        return create(StorageConfig.of(type, config));
    }

    /** Opens a manager on the backend that {@code config} describes. */
    public static StorageManager create(StorageConfig config) {
        return ManagerConfig.of(config).configure(builder()).build();
    }

    /**
     * Opens a manager on the store at {@code uri}: {@code file:///data/results?durability=none}, {@code memory:}, or a bare path.
     *
     * @throws ConfigurationException if no backend knows the scheme, or the URI is not one of its
     */
    public static StorageManager open(String uri) {
        return open(uri, Map.of());
    }

    /** Opens a manager on the store at {@code uri}; {@code overrides} win over the parameters of the URI. */
    public static StorageManager open(String uri, Map<String, ?> overrides) {
        return create(parse(uri, overrides));
    }

    /**
     * The configuration that {@link #open(String)} would open, resolved. Touches and connects to nothing.
     *
     * @throws ConfigurationException if no backend knows the scheme, or anything in the URI is wrong; names all of it
     */
    public static StorageConfig parse(String uri) {
        return parse(uri, Map.of());
    }

    /** The configuration that {@link #open(String, Map)} would open, resolved. Touches and connects to nothing. */
    public static StorageConfig parse(String uri, Map<String, ?> overrides) {
        return Backends.configOf(uri).with(overrides).resolved();
    }

    /** A manager piece by piece. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the pieces of a manager. Not for use by several threads. */
    public static final class Builder {
        private @Nullable Opening primary;
        private @Nullable Opening secondary;
        private CacheOptions cache = CacheOptions.ofMegabytes(ManagerConfig.DEFAULT_CACHE_MB);
        private @Nullable String experiment;
        private long largestResult = Runtime.getRuntime().maxMemory() / 2;
        private Clock clock = Clock.systemUTC();
        private LongSupplier nanoTime = System::nanoTime;
        private @Nullable Executor executor;
        private TierOptions tiers = TierOptions.defaults();
        private boolean adopt;
        private boolean readOnly;

        private Builder() {}

        /** Opens the backend of a tier when all is known. */
        private interface Opening {
            StorageBackend open(Clock clock, boolean readOnly);

            /** Whether that would make a new store, as far as can be told. */
            default boolean isNew() {
                return false;
            }
        }

        /** The main store, by type and configuration. */
        public Builder primary(String type, Map<String, ?> config) {
            return primary(StorageConfig.of(type, config));
        }

        /** The main store, by the keys of its backend alone; those of the manager are said to this builder. */
        public Builder primary(StorageConfig config) {
            this.primary = opening(config);
            return this;
        }

        /** The main store, by URI or path. */
        public Builder primary(String uri) {
            return primary(Backends.configOf(uri));
        }

        /** The main store, or, if it is a {@link TieredBackend}, both stores of it; the manager closes it. */
        public Builder primary(StorageBackend backend) {
            this.primary = (clockOfItsOwn, reading) -> reading ? new ReadOnlyBackend(backend) : backend;
            return this;
        }

        /** The second store, by type and configuration. */
        public Builder secondary(String type, Map<String, ?> config) {
            return secondary(StorageConfig.of(type, config));
        }

        /** The second store, by the keys of its backend alone. */
        public Builder secondary(StorageConfig config) {
            this.secondary = ofSecondary(() -> opening(config));
            return this;
        }

        /** The second store, by URI or path. */
        public Builder secondary(String uri) {
            this.secondary = ofSecondary(() -> opening(Backends.configOf(uri)));
            return this;
        }

        /** The second store; the manager closes it. */
        public Builder secondary(StorageBackend backend) {
            this.secondary = (clockOfItsOwn, reading) -> reading ? new ReadOnlyBackend(backend) : backend;
            return this;
        }

        /** How results are cached; by default in 100 MB, with a freshness of a second. */
        public Builder cache(CacheOptions options) {
            this.cache = options;
            return this;
        }

        /** The experiment that the results belong to; by default {@value DocumentKey#DEFAULT_SCOPE}. */
        public Builder experiment(String id) {
            this.experiment = Experiments.check(id);
            return this;
        }

        /** The most bytes of columns that a result may have to be loaded whole; by default half of the largest heap. */
        public Builder largestResult(long bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("The largest result has more than " + bytes + " bytes.");
            }
            this.largestResult = bytes;
            return this;
        }

        /** Tells the time of revisions; by default the system's clock. */
        public Builder clock(Clock newClock) {
            this.clock = newClock;
            return this;
        }

        /** Tells the nanoseconds by which cached answers age; by default {@link System#nanoTime}. */
        public Builder nanoTime(LongSupplier newNanoTime) {
            this.nanoTime = newNanoTime;
            return this;
        }

        /** Runs asynchronous saves; by default eight threads of the manager's own. Never shut down by it. */
        public Builder executor(Executor newExecutor) {
            this.executor = newExecutor;
            return this;
        }

        /** How much patience there is with a tier that does not answer; counts only with a secondary. */
        public Builder tiers(TierOptions options) {
            this.tiers = Names.given("options of tiers", options);
            return this;
        }

        /**
         * Whether the secondary is taken over though it belongs to another primary; by default that is refused. To be said once,
         * when a primary takes the place of another one.
         */
        public Builder adopt(boolean newAdopt) {
            this.adopt = newAdopt;
            return this;
        }

        /**
         * Whether the stores are only read; by default not. Every save, deletion or migration is then refused with
         * {@link UnsupportedException} before anything is done, nothing is replicated or repaired, and two tiers get no note of
         * each other. A backend with a {@code read_only} of its own is opened with it: a store of files is not even made.
         */
        public Builder readOnly(boolean newReadOnly) {
            this.readOnly = newReadOnly;
            return this;
        }

        /**
         * Opens the stores and the manager on them. If one cannot be opened, none stays open.
         *
         * @throws ConfigurationException if there is no primary, or a store cannot be opened as configured
         */
        public StorageManager build() {
            if (primary == null) {
                throw new ConfigurationException("A manager needs a primary: builder().primary(type, config).");
            }
            StorageBackend second = secondary == null ? null : secondary.open(clock, readOnly);
            StorageBackend first = null;
            try {
                if (second != null && !adopt && primary.isNew()) {
                    Pairing.refuseNewPrimary(second);
                }
                first = primary.open(clock, readOnly);
                return new StorageManager(opened(tiered(first, second)), experiment);
            } catch (RuntimeException e) {
                if (first != null) {
                    first.close();
                }
                if (second != null) {
                    second.close();
                }
                throw e;
            }
        }

        private OpenStore opened(TieredBackend both) {
            return new OpenStore(both, cache, nanoTime, executor, tiers.background(), largestResult);
        }

        private TieredBackend tiered(StorageBackend first, @Nullable StorageBackend second) {
            return second == null && first instanceof TieredBackend both
                    ? both
                    : new TieredBackend(first, second, tiers, adopt, nanoTime);
        }

        /** Says of each problem that it is the secondary's. */
        private static Opening ofSecondary(Supplier<Opening> configured) {
            try {
                return configured.get();
            } catch (ConfigurationException e) {
                throw new ConfigurationException(
                        "the secondary",
                        e.problems().stream()
                                .map(problem -> "In the secondary: " + problem)
                                .toList());
            }
        }

        private static Opening opening(StorageConfig config) {
            StorageConfig checked = Backends.resolved(config);
            BackendFactory factory = Backends.ofType(checked.type());
            return new Opening() {
                @Override
                public StorageBackend open(Clock openingClock, boolean reading) {
                    if (!reading) {
                        return factory.open(checked, openingClock);
                    }
                    StorageConfig fitting = ManagerConfig.reading(checked, factory.keys());
                    if (fitting.equals(checked) && factory.isNew(checked)) {
                        throw new ConfigurationException("There is no store in " + checked.toMap()
                                + ", and opening one to be read only makes none; open it for writing first.");
                    }
                    return new ReadOnlyBackend(factory.open(fitting, openingClock));
                }

                @Override
                public boolean isNew() {
                    return factory.isNew(checked);
                }
            };
        }
    }

    /** The keys of a configuration that are the manager's own, beside those of the backend. */
    public static List<ConfigKey> keys() {
        return ManagerConfig.KEYS;
    }
}
