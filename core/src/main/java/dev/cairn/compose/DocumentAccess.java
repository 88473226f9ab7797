package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.Replication;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobGroup;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Saves documents together with the blobs that they name, and reads both: whatever a kind of document means, this is how its bytes
 * come into the tiers and out of them. Safe for use by many threads.
 */
public final class DocumentAccess {
    private static final int RE_READS = 10;

    private final TieredBackend tiers;

    /** Saves into {@code tiers} and reads from them. */
    public DocumentAccess(TieredBackend tiers) {
        this.tiers = tiers;
    }

    /** Where the documents are. */
    public TieredBackend tiers() {
        return tiers;
    }

    /**
     * Lets {@code writer} put blobs into the primary, then puts the document that it returns, then brings the secondary up to it. A put
     * whose answer did not come is looked up.
     *
     * @param writer writes the blobs that the document names
     * @throws dev.cairn.ConflictException if the expectation is not met; the document is as it was
     * @throws OutcomeUnknownException if the primary did not answer and could not be asked again
     */
    public Replicated save(
            DocumentKey key, Expectation expectation, Replication replication, Function<BlobStore, Content> writer) {
        return tiers.commit(key, replication, () -> commit(key, expectation, writer));
    }

    private Document commit(DocumentKey key, Expectation expectation, Function<BlobStore, Content> writer) {
        try (Hold hold = tiers.hold()) {
            Content content = writer.apply(tiers.primary().blobs().forDocuments());
            try {
                return tiers.primary().documents().put(Put.live(key, content, expectation));
            } catch (OutcomeUnknownException e) {
                return readBack(key, content, e);
            }
        }
    }

    /**
     * Lets {@code writer} put blobs into the primary, then puts the documents that it returns, then brings the secondary up to them. Each
     * is whole, and none depends on another.
     *
     * @param keys those of the documents, in their order
     * @param writer writes the blobs that the documents name, and says what to put under each key
     * @return what became of each, in the order of the keys
     */
    public List<PutResult> saveAll(
            List<DocumentKey> keys, Replication replication, Function<BlobStore, List<Put>> writer) {
        return tiers.commitAll(keys, replication, () -> {
            try (Hold hold = tiers.hold()) {
                return tiers.primary()
                        .documents()
                        .putAll(writer.apply(tiers.primary().blobs().forDocuments()));
            }
        });
    }

    /**
     * Lets {@code writer} gather blobs and say what to put, then puts the blobs together into the primary, then the documents: each as
     * {@link #save} does, without a replica. None depends on another, but they fail together where the blobs cannot be put.
     *
     * @param scope that of all the documents
     * @param keys those of the documents
     * @return what became of each, in the order of what the writer returned
     */
    public List<PutResult> saveGroup(String scope, List<DocumentKey> keys, Function<BlobGroup, List<Put>> writer) {
        return tiers.commitAll(keys, Replication.NONE, () -> {
            try (Hold hold = tiers.hold()) {
                BlobGroup group = new BlobGroup(tiers.primary().blobs().forDocuments(), scope);
                List<Put> puts = writer.apply(group);
                group.put();
                List<PutResult> results = tiers.primary().documents().putAll(puts);
                List<PutResult> known = new ArrayList<>(results.size());
                for (int i = 0; i < results.size(); i++) {
                    known.add(readBack(puts.get(i), results.get(i)));
                }
                return known;
            }
        });
    }

    private PutResult readBack(Put put, PutResult result) {
        if (!(result.failure() instanceof OutcomeUnknownException unknown)) {
            return result;
        }
        try {
            return new PutResult(readBack(put.key(), put.content(), unknown), null);
        } catch (OutcomeUnknownException e) {
            return new PutResult(null, e);
        }
    }

    /** Whether the write whose answer did not come happened after all. */
    private Document readBack(DocumentKey key, Content content, OutcomeUnknownException unknown) {
        try {
            Document there = tiers.primary().documents().get(key).document();
            if (there != null && there.state().visible() && there.content().equals(content)) {
                return there;
            }
        } catch (UnavailableException e) {
            unknown.addSuppressed(e);
        }
        throw unknown;
    }

    /** What the tiers hold under {@code key}. */
    public Tiered find(DocumentKey key) {
        return tiers.find(List.of(key)).get(0);
    }

    /** Reads a document that was found, and its blobs. */
    public interface Reader<T> {
        /** Throws {@link NotFoundException} where a blob is not there. */
        T read(Tiered found, Document document) throws IOException;
    }

    /**
     * Something that was read, and from where.
     *
     * @param value what was read
     * @param found the document that it belongs to, and the tier that gave it
     */
    public record Read<T>(T value, Tiered found) {}

    /**
     * Reads document and blobs, again if a blob is gone because the document was replaced in between: a reader takes no lock, so a save
     * and a collection may have come between.
     *
     * @throws NotFoundException if there is no document
     * @throws CorruptException if it names a blob that is not there
     */
    public <T> Read<T> read(DocumentKey key, Reader<T> reader) {
        long before = -1;
        NotFoundException missing = null;
        for (int i = 0; i < RE_READS; i++) {
            Tiered found = find(key);
            Document document = found.slot().findVisible().orElseThrow(() -> notFound(key, found));
            if (document.revision() == before && missing != null) {
                throw new CorruptException(
                        "Cannot read " + key + " at revision " + before + ": its document names a blob that is not "
                                + "there. Restore it from a replica or a backup, or save it again. "
                                + missing.getMessage(),
                        missing);
            }
            try {
                return new Read<>(reader.read(found, document), found);
            } catch (NotFoundException e) {
                before = document.revision();
                missing = e;
            } catch (IOException e) {
                throw new UnavailableException("Cannot read " + key + ": " + e.getMessage(), e);
            }
        }
        throw new UnavailableException("Cannot read " + key + ": it is replaced faster than it can be read.", missing);
    }

    private NotFoundException notFound(DocumentKey key, Tiered found) {
        return new NotFoundException(
                "There is no " + key + " in " + tiers.location()
                        + (found.confirmed()
                                ? "."
                                : ": the secondary says that it was deleted, and the primary does not answer, so that may be out of date."));
    }

    /**
     * Opens bytes that {@code document} names, each chunk checked as it is read; a damaged one is taken from the other tier, and mended.
     *
     * @param found where the document was found
     * @param what what the bytes are, for messages: {@code the columns of result 'run_017'}
     */
    public VerifiedBlob open(Tiered found, Document document, BlobRef ref, String what) {
        return new VerifiedBlob(
                tiers.blobSources(document, found.tier()),
                document.key().scope(),
                ref,
                what,
                (healthy, damaged) -> tiers.repairLater(found, healthy, damaged, ref.digest()));
    }

    /** The same bytes from the first to the last; to be closed. */
    public InputStream stream(Tiered found, Document document, BlobRef ref, String what) {
        return new BlobInput(open(found, document, ref, what));
    }
}
