package dev.cairn.compose;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Durability;
import dev.cairn.spi.StorageBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who writes to a store without its index leaves there for the index: that it may lack whatever is saved from now on. Whoever
 * opens both next compares them, and until then queries are answered from the files. Safe for use by many threads.
 */
public final class IndexNotices implements AutoCloseable {
    /** How far the clock that stamps documents may be ahead. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** How old a note may be when something is put: one that is silent for an hour may be taken for that of a writer who is gone. */
    private static final Duration RENEWED = Duration.ofMinutes(10);

    private final StorageBackend store;
    private final boolean needless;
    private final Map<String, Left> left = new ConcurrentHashMap<>();

    /** A note: what it says, and the nanoseconds at which it was last said. */
    private record Left(ReplicaSession session, ReplicaSession.Body body, long said) {
        boolean isOld() {
            return System.nanoTime() - said > RENEWED.toNanos();
        }
    }

    /** For a writer to {@code store}. */
    public IndexNotices(StorageBackend store) {
        this.store = store;
        boolean indexesItself = store.index().isPresent() && !(store instanceof IndexedBackend);
        // Two tiers leave word by themselves, in their primary.
        boolean tiers = store instanceof TieredBackend;
        this.needless = tiers
                || indexesItself
                || store.isReadOnly()
                || store.capabilities().durability() == Durability.VOLATILE;
    }

    /** To be called before the document under {@code key} is put. Costs a look-up in the store. */
    public void beforePut(DocumentKey key) {
        if (IndexReplica.covers(key.scope(), key.kind())) {
            beforePuts();
        }
    }

    /** To be called before documents are put. Costs a look-up in the store. */
    public void beforePuts() {
        unopened().forEach(index -> {
            Left known = left.get(index);
            if (known == null || known.isOld()) {
                left.compute(index, this::say);
            }
        });
    }

    private List<String> unopened() {
        return needless
                ? List.of()
                : IndexCoverage.of(store).stream()
                        .filter(index -> !store.storeIds().contains(index))
                        .toList();
    }

    /** Says it for the first time, or the same again. */
    private Left say(String index, @Nullable Left before) {
        if (before != null && !before.isOld()) {
            return before;
        }
        ReplicaSession session = before == null ? new ReplicaSession(store) : before.session();
        ReplicaSession.Body body = before == null
                ? new ReplicaSession.Body(index, store.blobs().now().minus(MARGIN), 1, null, null, false)
                : before.body();
        session.say(body);
        return new Left(session, body, System.nanoTime());
    }

    /** To be called before slots are removed, of which nothing tells an index: it must be rebuilt. */
    public void beforeRemovals() {
        unopened().forEach(index -> IndexCoverage.invalidate(store, index));
    }

    /** What was left stays. */
    @Override
    public void close() {
        left.values().forEach(note -> note.session().leave());
    }
}
