package dev.cairn.spi;

import java.util.List;
import java.util.Optional;

/**
 * Decides whether a document that lives under others is to be shown: only while each of them is, and while the parent's epoch
 * is still the one that the child was made under. So making or removing a tree of any size is one put, of its root.
 *
 * <p>Backends keep parents and epochs and do not look at them; who shows documents that have parents asks here.
 */
public final class Ancestry {
    /** The most ancestors that a document may have. */
    public static final int DEEPEST = 64;

    private final DocumentStore documents;

    /** Looks ancestors up in {@code documents}. */
    public Ancestry(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * Whether {@code document} and all its ancestors are live or archived, and each under the epoch that its parent has now.
     *
     * @throws dev.cairn.CorruptException if an ancestor cannot be read
     * @throws IllegalStateException if there are more than {@value #DEEPEST} of them, as in a circle
     */
    public boolean isVisible(Document document) {
        Document current = document;
        for (int depth = 0; depth <= DEEPEST; depth++) {
            if (!current.state().visible()) {
                return false;
            }
            Parent parent = current.content().parent();
            if (parent == null) {
                return true;
            }
            Optional<Document> above =
                    documents.get(parent.key(current.key().scope())).findVisible();
            if (above.isEmpty() || above.get().content().epoch() != parent.epoch()) {
                return false;
            }
            current = above.get();
        }
        throw new IllegalStateException(document.key() + " has more than " + DEEPEST + " ancestors; its parents "
                + "probably form a circle: " + List.of(document.key(), current.key()) + ".");
    }
}
