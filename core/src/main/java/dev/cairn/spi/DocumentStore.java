package dev.cairn.spi;

import dev.cairn.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps documents: small JSON objects, each under a key, with a revision and a state. Safe for use by many threads.
 *
 * <p>A put is the only moment at which anything becomes visible: a reader sees all of a document or nothing, and so does
 * whoever opens the store after a crash. The bytes of a body are kept verbatim. When a put returns, the document is as
 * durable as the backend declares. Every failure is a {@link StorageException}.
 */
public interface DocumentStore {
    /** What stands under each of {@code keys}, in their order. A damaged document is an answer here, not an exception. */
    List<Slot> get(List<DocumentKey> keys);

    /** What stands under {@code key}. */
    default Slot get(DocumentKey key) {
        return get(List.of(key)).get(0);
    }

    /**
     * The head of the document under {@code key}, of whatever state, without reading the rest.
     *
     * @throws dev.cairn.CorruptException if it cannot be read
     */
    Optional<Head> head(DocumentKey key);

    /**
     * Carries out {@code put} and returns the document as it now stands.
     *
     * @throws dev.cairn.ConflictException if the expectation is not met; nothing was changed
     * @throws dev.cairn.OutcomeUnknownException if no answer came
     */
    Document put(Put put);

    /**
     * Carries out many puts, for speed: each is whole, none depends on another, and all that succeeded are durable when this
     * returns. One result for each put, in their order.
     */
    default List<PutResult> putAll(List<Put> puts) {
        List<PutResult> results = new ArrayList<>(puts.size());
        for (Put put : puts) {
            try {
                results.add(new PutResult(put(put), null));
            } catch (StorageException e) {
                results.add(new PutResult(null, e));
            }
        }
        return results;
    }

    /**
     * Puts a document that another store made, with its revision and times, if that revision is higher than the one here.
     *
     * @throws dev.cairn.DivergedException if the revisions are equal and the documents are not
     */
    Applied putNewer(Document document);

    /**
     * Removes the slot itself, tombstone or not, if it is at {@code revision}: afterwards nothing was ever there. Not a
     * deletion, which leaves a tombstone.
     *
     * @return whether it was there at that revision and is gone
     */
    boolean remove(DocumentKey key, long revision);

    /**
     * Removes many slots, for speed: each as {@link #remove} does, if it still is at the revision of the document given.
     *
     * @return how many are gone by that
     */
    default long removeAll(List<Document> documents) {
        return documents.stream()
                .filter(document -> remove(document.key(), document.revision()))
                .count();
    }

    /** The scopes that hold or held documents, in no particular order. */
    List<String> scopes();

    /** The kinds of which {@code scope} holds or held documents, in no particular order. */
    List<String> kinds(String scope);

    /**
     * The keys of the visible documents of one kind, in no particular order, lazily; to be closed. Opens as few documents as
     * the store can. Those put or deleted meanwhile may or may not be among them; all others are, once.
     */
    Stream<DocumentKey> keys(String scope, String kind);

    /** Like {@link #keys}, with the documents in the given states, and with those that are damaged. */
    Stream<Slot> scan(String scope, String kind, Set<DocumentState> states);

    /**
     * All documents of a scope, tombstones included, that changed since {@code since}, in no particular order, lazily; to be
     * closed. May show too many, never too few: a document that another store made and that arrived here since then has
     * changed here, whatever its own times say. Shows all of them where a store does not know better.
     */
    default Stream<Slot> modifiedSince(String scope, Instant since) {
        return kinds(scope).stream().flatMap(kind -> scan(scope, kind, EnumSet.allOf(DocumentState.class)));
    }
}
