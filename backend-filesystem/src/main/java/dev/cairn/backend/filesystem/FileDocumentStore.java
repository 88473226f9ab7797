package dev.cairn.backend.filesystem;

import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutRules;
import dev.cairn.spi.Slot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each document as one JSON file, which is replaced in one step.
 *
 * <p>A put holds its key's lock, against threads and processes, while it reads what is there and writes what follows; readers
 * hold nothing and see the one or the other. What is there is read whole, so that no put builds on a flipped bit.
 */
final class FileDocumentStore implements DocumentStore {
    private final Opening opening;
    private final DocumentReader reader;
    private final DocumentListing listing;

    FileDocumentStore(Opening opening) {
        this.opening = opening;
        this.reader = new DocumentReader(opening.layout(), opening.clock());
        this.listing = new DocumentListing(opening.layout(), reader);
    }

    @Override
    public List<Slot> get(List<DocumentKey> keys) {
        return opening.reading(() -> keys.stream().map(reader::slot).toList());
    }

    @Override
    public Optional<Head> head(DocumentKey key) {
        return opening.seeking(() -> reader.head(key));
    }

    @Override
    public Document put(Put put) {
        return changing(put.key(), files -> {
            Document current = files.current(put.expectation() instanceof Expectation.Any);
            Document next = PutRules.next(head(current), put, opening.clock()).orElse(null);
            if (next != null) {
                files.write(next);
                return next;
            }
            if (current == null) {
                throw new IllegalStateException("A put that changes nothing is answered by what is there.");
            }
            files.settle(current);
            return current;
        });
    }

    @Override
    public Applied putNewer(Document document) {
        return changing(document.key(), files -> {
            Applied applied = PutRules.newer(head(files.current(true)), document);
            if (applied == Applied.APPLIED) {
                files.write(document);
                opening.clock().seen(document.revision());
            } else if (applied == Applied.ALREADY_THERE) {
                files.settle(document);
            }
            return applied;
        });
    }

    @Override
    public boolean remove(DocumentKey key, long revision) {
        return changing(key, files -> {
            Document current = files.current(false);
            if (current == null || current.revision() != revision) {
                return false;
            }
            files.removeAll();
            return true;
        });
    }

    @Override
    public List<String> scopes() {
        return opening.reading(listing::scopes);
    }

    @Override
    public List<String> kinds(String scope) {
        return opening.reading(() -> listing.kinds(scope));
    }

    @Override
    public Stream<DocumentKey> keys(String scope, String kind) {
        return opening.reading(() -> listing.keys(scope, kind));
    }

    @Override
    public Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        return opening.reading(() -> listing.scan(scope, kind, states));
    }

    private <T> T changing(DocumentKey key, Function<KeyFiles, T> change) {
        return opening.writing(access -> {
            String name = FileNames.of(key.scope()) + '/' + key.kind() + '/' + FileNames.of(key.id());
            return access.locks()
                    .holding(RangeLocks.Region.DOCUMENTS, name, () -> change.apply(new KeyFiles(key, access, reader)));
        });
    }

    private static @Nullable Head head(@Nullable Document document) {
        return document == null ? null : document.head();
    }
}
