package dev.cairn.backend.memory;

import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutRules;
import dev.cairn.spi.RevisionClock;
import dev.cairn.spi.Slot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps documents in memory. To get a document or its head is to use it; to list it is not. */
final class MemoryDocuments implements DocumentStore {
    private final MemoryTables tables;
    private final RevisionClock revisions;

    MemoryDocuments(MemoryTables tables, Clock clock) {
        this.tables = tables;
        this.revisions = new RevisionClock(clock);
    }

    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        List<Slot> slots = new ArrayList<>(keys.size());
        for (DocumentKey key : keys) {
            StoredDocument found = use(key);
            slots.add(found == null ? Slot.absent(key) : Slot.of(found.document()));
        }
        return slots;
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return Optional.ofNullable(headOf(use(key)));
    }

    @Override
    public Document put(Put put) {
        return tables.change(() -> {
            StoredDocument current = use(put.key());
            Optional<Document> next = PutRules.next(headOf(current), put, revisions);
            if (next.isEmpty() && current != null) {
                return current.document();
            }
            Document document = next.orElseThrow();
            tables.put(document);
            return document;
        });
    }

    @Override
    public Applied putNewer(Document document) {
        return tables.change(() -> {
            Applied applied = PutRules.newer(headOf(use(document.key())), document);
            if (applied == Applied.APPLIED) {
                tables.put(document);
                revisions.seen(document.revision());
            }
            return applied;
        });
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        return tables.change(() -> {
            StoredDocument current = tables.documents().find(key);
            boolean there = current != null && current.document().revision() == revision;
            if (current != null && there) {
                tables.remove(current);
            }
            return there;
        });
    }

    @Override
    public List<String> scopes() {
        tables.checkOpen();
        return tables.documents().scopes();
    }

    @Override
    public List<String> kinds(String scope) {
        tables.checkOpen();
        return tables.documents().kinds(scope);
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return all(scope, kind).filter(document -> document.state().visible()).map(Document::key);
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        Set<DocumentState> wanted = Set.copyOf(states);
        return all(scope, kind)
                .filter(document -> wanted.contains(document.state()))
                .map(Slot::of);
    }

    private Stream<Document> all(String scope, String kind) {
        tables.checkOpen();
        return tables.documents().all(scope, kind).map(stored -> {
            tables.checkOpen();
            return stored.document();
        });
    }

    private @Nullable StoredDocument use(DocumentKey key) {
        tables.checkOpen();
        StoredDocument found = tables.documents().find(key);
        if (found != null) {
            found.use(tables.tick());
        }
        return found;
    }

    private static @Nullable Head headOf(@Nullable StoredDocument stored) {
        return stored == null ? null : stored.document().head();
    }
}
