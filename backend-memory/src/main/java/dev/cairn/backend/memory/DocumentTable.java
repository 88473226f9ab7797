package dev.cairn.backend.memory;

import dev.cairn.spi.DocumentKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents by scope and kind, then by id. Read without a lock; changed under that of {@link MemoryTables}.
 *
 * <p>Remembers every scope and kind that ever held a document, so that what is left in it can still be collected.
 */
final class DocumentTable {
    private record Shelf(String scope, String kind) {}

    private final ConcurrentMap<Shelf, ConcurrentMap<String, StoredDocument>> shelves = new ConcurrentHashMap<>();

    @Nullable
    StoredDocument find(DocumentKey key) {
        ConcurrentMap<String, StoredDocument> shelf = shelves.get(new Shelf(key.scope(), key.kind()));
        return shelf == null ? null : shelf.get(key.id());
    }

    void put(StoredDocument stored) {
        DocumentKey key = stored.document().key();
        shelves.computeIfAbsent(new Shelf(key.scope(), key.kind()), none -> new ConcurrentHashMap<>())
                .put(key.id(), stored);
    }

    void remove(StoredDocument stored) {
        DocumentKey key = stored.document().key();
        ConcurrentMap<String, StoredDocument> shelf = shelves.get(new Shelf(key.scope(), key.kind()));
        if (shelf != null) {
            shelf.remove(key.id(), stored);
        }
    }

    Stream<StoredDocument> all() {
        return shelves.values().stream().flatMap(shelf -> shelf.values().stream());
    }

    Stream<StoredDocument> all(String scope, String kind) {
        ConcurrentMap<String, StoredDocument> shelf = shelves.get(new Shelf(scope, kind));
        return shelf == null ? Stream.empty() : shelf.values().stream();
    }

    List<String> scopes() {
        return shelves.keySet().stream().map(Shelf::scope).distinct().toList();
    }

    List<String> kinds(String scope) {
        return shelves.keySet().stream()
                .filter(shelf -> shelf.scope().equals(scope))
                .map(Shelf::kind)
                .toList();
    }

    void clear() {
        shelves.clear();
    }
}
