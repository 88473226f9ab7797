package dev.cairn.query;

import dev.cairn.spi.DocumentStore;
import java.util.Optional;

/**
 * Documents whose fields are indexed by kind. What is declared is kept in the store, so that whoever opens it indexes the same
 * fields. A backend without an index does not implement this and knows nothing of kinds.
 *
 * <p>No answer depends on the index: a document that is not in it as declared is known as such, and is read instead.
 */
public interface IndexedDocuments extends DocumentStore {
    /**
     * Makes {@code spec} the declaration of its kind, in place of another one. Documents that are saved from now on, by
     * whoever knows of it, are indexed by it; {@link #reindex} does the others.
     *
     * @return whether it differs from what was declared
     */
    boolean declare(KindSpec spec);

    /** What is declared of {@code kind}, as this opening of the store knows it; others may have changed it a moment ago. */
    Optional<KindSpec> declared(String kind);

    /**
     * Indexes the documents of {@code kind} that are not indexed as declared, some at a time. Others may read and write
     * meanwhile, and reindex too. If it is broken off, another call carries on.
     *
     * @return how many documents it indexed
     */
    long reindex(String kind);
}
