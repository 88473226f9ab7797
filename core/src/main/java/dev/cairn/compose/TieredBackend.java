package dev.cairn.compose;

import dev.cairn.ConfigurationException;
import dev.cairn.ReplicaState;
import dev.cairn.Replication;
import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary store with an optional secondary, as one: what is written goes to the primary, which alone decides revisions,
 * and is then copied to the secondary; what is read comes from the primary, or from the secondary where the primary has
 * nothing, cannot read it or does not answer.
 *
 * <p>Listings are the primary's: its archived documents are part of them. Journals live in the primary.
 */
public final class TieredBackend implements StorageBackend {
    /** The name of the secondary in archived documents. */
    public static final String SECONDARY = "secondary";

    private static final Logger LOG = LoggerFactory.getLogger(TieredBackend.class);

    private final StorageBackend primary;
    private final @Nullable StorageBackend secondary;
    private final TieredDocuments documents;
    private final BlobStore blobs;

    /**
     * Owns both from now on: they are closed with it.
     *
     * @throws ConfigurationException if both are the same store
     */
    public TieredBackend(StorageBackend primary, @Nullable StorageBackend secondary) {
        if (secondary != null && primary.storeId().equals(secondary.storeId())) {
            throw new ConfigurationException("The primary and the secondary are the same store: " + primary.location()
                    + " and " + secondary.location() + " both have the id " + primary.storeId()
                    + ". Give the secondary a place of its own.");
        }
        this.primary = primary;
        this.secondary = secondary;
        this.documents = new TieredDocuments(this);
        this.blobs = secondary == null ? primary.blobs() : new TieredBlobs(primary.blobs(), secondary.blobs());
    }

    /** The main store. */
    public StorageBackend primary() {
        return primary;
    }

    /** The second store, if there is one. */
    public Optional<StorageBackend> secondary() {
        return Optional.ofNullable(secondary);
    }

    /**
     * The stores that may hold the blobs of a document that {@code tier} answered with, the likeliest first.
     */
    public List<StorageBackend> blobSources(Document document, Tier tier) {
        if (secondary == null) {
            return List.of(primary);
        }
        boolean fromPrimary = tier == Tier.PRIMARY && document.state() == DocumentState.LIVE;
        return fromPrimary ? List.of(primary, secondary) : List.of(secondary, primary);
    }

    /**
     * What stands under each key: the primary's word if it has one, else the secondary's.
     *
     * @throws UnavailableException if neither answers, or the primary does not and the secondary has nothing under one of the
     *     keys: the primary may have
     */
    public List<Tiered> find(List<DocumentKey> keys) {
        List<Slot> slots;
        try {
            slots = primary.documents().get(keys);
        } catch (UnavailableException e) {
            return unconfirmed(keys, e);
        }
        List<Tiered> found = new ArrayList<>(keys.size());
        for (Slot slot : slots) {
            found.add(new Tiered(slot, Tier.PRIMARY, true));
        }
        if (secondary != null) {
            fillFrom(secondary, keys, found);
        }
        return found;
    }

    /** Carries out {@code put} in the primary, then brings the secondary up to it. */
    public Replicated put(Put put, Replication replication) {
        return replicate(primary.documents().put(put), replication);
    }

    /** Brings the secondary up to {@code document}, which the primary holds. */
    public Replicated replicate(Document document, Replication replication) {
        if (secondary == null || replication == Replication.NONE || document.state() == DocumentState.ARCHIVED) {
            return new Replicated(document, ReplicaState.NOT_WANTED, null);
        }
        try {
            new DocumentCopier(primary, secondary).copy(document);
            return new Replicated(document, ReplicaState.REPLICATED, null);
        } catch (StorageException e) {
            if (replication == Replication.REQUIRED) {
                throw new UnavailableException(
                        "The primary " + primary.location() + " holds " + document.key() + " at revision "
                                + document.revision() + ", but its replica failed, which was required: "
                                + e.getMessage(),
                        e);
            }
            LOG.warn("{} is saved, but not in the secondary: {}", document.key(), e.getMessage());
            return new Replicated(document, ReplicaState.MISSING, e.getMessage());
        }
    }

    private List<Tiered> unconfirmed(List<DocumentKey> keys, UnavailableException primaryDown) {
        if (secondary == null) {
            throw primaryDown;
        }
        LOG.warn("The primary does not answer, asking the secondary: {}", primaryDown.getMessage());
        List<Slot> slots;
        try {
            slots = secondary.documents().get(keys);
        } catch (UnavailableException e) {
            primaryDown.addSuppressed(e);
            throw primaryDown;
        }
        if (slots.stream().anyMatch(slot -> slot.document() == null && slot.damage() == null)) {
            throw primaryDown;
        }
        return slots.stream()
                .map(slot -> new Tiered(slot, Tier.SECONDARY, false))
                .toList();
    }

    /** Where the primary has nothing, the secondary's answer counts; where it is damaged, it stands in, unconfirmed. */
    private static void fillFrom(StorageBackend secondary, List<DocumentKey> keys, List<Tiered> found) {
        List<DocumentKey> wanting = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (found.get(i).slot().document() == null) {
                wanting.add(keys.get(i));
            }
        }
        if (wanting.isEmpty()) {
            return;
        }
        List<Slot> answers = answers(secondary, wanting, found);
        int next = 0;
        for (int i = 0; i < keys.size(); i++) {
            Slot slot = found.get(i).slot();
            if (slot.document() == null) {
                Slot answer = answers.get(next++);
                if (answer.document() != null) {
                    found.set(i, new Tiered(answer, Tier.SECONDARY, slot.damage() == null));
                }
            }
        }
    }

    /** The secondary's answers; where it does not answer, damage stays damage, but nobody can say that nothing is there. */
    private static List<Slot> answers(StorageBackend secondary, List<DocumentKey> keys, List<Tiered> found) {
        try {
            return secondary.documents().get(keys);
        } catch (UnavailableException e) {
            boolean unknown = found.stream()
                    .anyMatch(one -> one.slot().document() == null && one.slot().damage() == null);
            if (unknown) {
                throw e;
            }
            return keys.stream().map(Slot::absent).toList();
        }
    }

    @Override
    public String storeId() {
        return primary.storeId();
    }

    @Override
    public String location() {
        return secondary == null ? primary.location() : primary.location() + " with secondary " + secondary.location();
    }

    @Override
    public Capabilities capabilities() {
        return primary.capabilities();
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public JournalStore journals() {
        return primary.journals();
    }

    @Override
    public Hold hold() {
        return primary.hold();
    }

    @Override
    public Hold watch(ChangeListener listener) {
        return primary.watch(listener);
    }

    @Override
    public Hold holdExclusively() {
        return primary.holdExclusively();
    }

    @Override
    public void close() {
        try {
            primary.close();
        } finally {
            if (secondary != null) {
                secondary.close();
            }
        }
    }
}
