package dev.cairn.keyvalue;

import dev.cairn.ConfigurationException;
import dev.cairn.CorruptException;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.Capability;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.SaveGate;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * A backend on a {@link KeyValueStore}: documents, blobs in pieces of 1 MiB, and journals, all under keys of its own. What is in
 * it is checked by sums, so a flipped bit of a value is noticed whether the store notices it or not.
 *
 * <p>Changes are made one after the other, each applied to the store in one step; reading waits for nobody. A put of a document
 * is forced, and so is everything before it.
 */
public final class KeyValueBackend implements StorageBackend {
    private static final String ID = Keys.of("store", "id");

    private final GuardedStore store;
    private final Capabilities capabilities;
    private final String storeId;
    private final SaveGate gate;
    private final DocumentStore documents;
    private final KeyValueBlobs blobs;
    private final JournalStore journals;

    private KeyValueBackend(GuardedStore store, Capabilities capabilities, Clock clock) {
        this.store = store;
        this.capabilities = capabilities;
        this.storeId = idOf(store);
        this.gate = new SaveGate(store::checkOpen);
        this.documents = new KeyValueDocuments(store, clock);
        this.blobs = new KeyValueBlobs(store, clock);
        this.journals = new KeyValueJournals(store, blobs);
    }

    /**
     * Opens a backend on {@code store}, which is closed with it, or at once if this throws.
     *
     * @param clock tells the time of revisions and touches
     * @throws ConfigurationException if the store holds something else
     */
    public static StorageBackend open(KeyValueStore store, Clock clock) {
        Capabilities capabilities = new Capabilities(store.durability(), Set.of(Capability.EXCLUSIVE_HOLD));
        try {
            return new KeyValueBackend(new GuardedStore(store), capabilities, clock);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static String idOf(GuardedStore store) {
        byte[] there = store.get(ID);
        if (there == null) {
            if (store.ceilingKey("") != null) {
                throw new ConfigurationException(
                        store.location() + " holds something else; name one that is empty or not there yet.");
            }
            return store.changeForced(batch -> {
                String id = UUID.randomUUID().toString();
                batch.put(ID, SummedText.encode(id));
                return id;
            });
        }
        String id = SummedText.decode(there);
        if (id == null) {
            throw new CorruptException(
                    "The id of " + store.location() + " is damaged. Restore the store from a replica or a backup.");
        }
        return id;
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
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
        return journals;
    }

    @Override
    public Hold hold() {
        return gate.enter();
    }

    @Override
    public Hold holdExclusively() {
        return gate.enterAlone();
    }

    @Override
    public void close() {
        store.close();
    }
}
