package dev.cairn.compose;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Durability;
import dev.cairn.spi.StorageBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What somebody who writes to a store without its index leaves there for the index: that it may lack whatever is saved from now on. Whoever
 * opens both next compares them, and until then queries are answered from the files. Safe for use by many threads.
 */
public final class IndexNotices implements AutoCloseable {
    /** How far the clock that stamps documents may be ahead. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final StorageBackend store;
    private final boolean needless;
    private final Map<String, ReplicaSession> left = new ConcurrentHashMap<>();

    /** For a writer to {@code store}. */
    public IndexNotices(StorageBackend store) {
        this.store = store;
        boolean indexesItself = store.index().isPresent() && !(store instanceof IndexedBackend);
        this.needless =
                store.isReadOnly() || indexesItself || store.capabilities().durability() == Durability.VOLATILE;
    }

    /** To be called before the document under {@code key} is put. Costs a look-up in the store. */
    public void beforePut(DocumentKey key) {
        if (IndexReplica.covers(key.scope(), key.kind())) {
            beforePuts();
        }
    }

    /** To be called before documents are put. Costs a look-up in the store. */
    public void beforePuts() {
        unopened().forEach(index -> left.computeIfAbsent(index, this::leave));
    }

    private List<String> unopened() {
        return needless
                ? List.of()
                : IndexCoverage.of(store).stream()
                        .filter(index -> !store.storeIds().contains(index))
                        .toList();
    }

    private ReplicaSession leave(String index) {
        ReplicaSession session = new ReplicaSession(store);
        session.say(new ReplicaSession.Body(index, store.blobs().now().minus(MARGIN), 1, null, null, false));
        return session;
    }

    /** To be called before slots are removed, of which nothing tells an index: it must be rebuilt. */
    public void beforeRemovals() {
        unopened().forEach(index -> IndexCoverage.invalidate(store, index));
    }

    /** What was left stays. */
    @Override
    public void close() {
        left.values().forEach(ReplicaSession::leave);
    }
}
