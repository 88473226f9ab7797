package dev.cairn.keyvalue;

import dev.cairn.spi.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store that is used only while it is open. Each change is made alone: what it reads stays as it is until it is applied, and what it throws leaves
 * everything as it was. Reading waits for nobody.
 */
final class GuardedStore {
    private final KeyValueStore store;
    private final Usage usage;

    GuardedStore(KeyValueStore store) {
        this.store = store;
        this.usage = new Usage(store.location());
    }

    /** What a change is to do, in its order. */
    static final class Batch {
        private final Map<String, byte @Nullable []> changes = new LinkedHashMap<>();

        void put(String key, byte[] value) {
            changes.put(key, value);
        }

        void remove(String key) {
            changes.put(key, null);
        }
    }

    String location() {
        return store.location();
    }

    byte @Nullable [] get(String key) {
        return usage.during(() -> store.get(key));
    }

    @Nullable
    String ceilingKey(String key) {
        return usage.during(() -> store.ceilingKey(key));
    }

    /** Collects what {@code change} asks for, and then does it. */
    <T> T change(Function<Batch, T> change) {
        return usage.during(() -> {
            synchronized (this) {
                Batch batch = new Batch();
                T result = change.apply(batch);
                if (!batch.changes.isEmpty()) {
                    store.apply(batch.changes);
                }
                return result;
            }
        });
    }

    /** The same, forced to the disk; so is what it answers without a change, for another thread may just have written it. */
    <T> T changeForced(Function<Batch, T> change) {
        return usage.during(() -> {
            T result = change(change);
            store.force();
            return result;
        });
    }

    void force() {
        usage.during(() -> {
            store.force();
            return true;
        });
    }

    void checkOpen() {
        usage.checkOpen();
    }

    void close() {
        if (usage.close()) {
            store.close();
        }
    }
}
