package dev.cairn.compose;

import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.TierHealth;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Head;
import dev.cairn.spi.StorageBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a tier for a document that nobody has, to see whether it answers. */
final class TierProbe {
    private static final Logger LOG = LoggerFactory.getLogger(TierProbe.class);
    private static final DocumentKey PROBE = StoreRecords.key("probe", "probe");

    private TierProbe() {}

    /** How {@code store} is, asked now, through {@code guard} if there is one. */
    static TierHealth ask(Tier tier, StorageBackend store, @Nullable TierGuard guard) {
        Supplier<Optional<Head>> question = () -> store.documents().head(PROBE);
        long start = System.nanoTime();
        try {
            Optional<Head> none = guard == null ? question.get() : guard.asked(question);
            LOG.trace("{} answers: {}", store.location(), none);
            return health(tier, store, TierHealth.State.UP, start, null);
        } catch (StorageException e) {
            return health(tier, store, TierHealth.State.DOWN, start, e.getMessage());
        }
    }

    private static TierHealth health(
            Tier tier, StorageBackend store, TierHealth.State state, long start, @Nullable String problem) {
        return new TierHealth(tier, store.location(), state, Duration.ofNanos(System.nanoTime() - start), problem);
    }
}
