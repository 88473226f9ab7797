package dev.cairn.transfer;

import dev.cairn.StorageException;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Parent;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the roots of the trees in a store, and remembers those that keep their place because something below them was not transferred.
 * Safe for use by many threads.
 */
final class Roots {
    /** Beyond this many they are not told apart any more, and all of them keep their place. */
    private static final int MOST = 100_000;

    private final DocumentStore documents;
    private final Set<DocumentKey> kept = ConcurrentHashMap.newKeySet();
    private volatile boolean all;

    Roots(DocumentStore documents) {
        this.documents = documents;
    }

    /** The document without a parent, above {@code document}, if it is there and visible; that one itself if it has no parent. */
    Optional<Document> of(Document document) {
        Document current = document;
        for (int depth = 0; depth <= Ancestry.DEEPEST; depth++) {
            Parent parent = current.content().parent();
            if (parent == null) {
                return Optional.of(current);
            }
            Optional<Document> above =
                    documents.get(parent.key(current.key().scope())).findVisible();
            if (above.isEmpty()) {
                return Optional.empty();
            }
            current = above.get();
        }
        throw new IllegalStateException(document.key() + " has more than " + Ancestry.DEEPEST + " ancestors.");
    }

    /** The root above {@code document} keeps its place; if it cannot be told, all do. */
    void keep(Document document) {
        try {
            of(document).ifPresent(root -> kept.add(root.key()));
        } catch (StorageException | IllegalStateException e) {
            all = true;
        }
        all |= kept.size() >= MOST;
    }

    boolean isKept(DocumentKey root) {
        return all || kept.contains(root);
    }
}
