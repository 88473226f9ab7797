package dev.cairn.compose;

import dev.cairn.ConfigurationException;
import dev.cairn.ConflictException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What two stores know of each other: a secondary belongs to one primary, whose id it remembers, and a primary remembers every
 * secondary that it ever had. A store that is gone with its process is remembered by nobody.
 */
public final class Pairing {
    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);
    private static final String KIND = "pairing";
    private static final DocumentKey OF_PRIMARY = StoreRecords.key(KIND, "primary");
    private static final int TRIES = 10;
    private static final String ADOPT = "open the pair once with builder().adopt(true) or the key 'adopt'.";

    private Pairing() {}

    /** The other store of a pair: its id, and where it was when it was last seen. */
    private record Other(String store, String location) {}

    /**
     * Makes {@code secondary} the secondary of {@code primary}, if it is that of no other. A store that was opened to be read
     * only is told nothing, and a secondary of such a primary neither, for nothing is replicated then.
     *
     * @param adopt whether it is taken over if it is another one's
     * @throws ConfigurationException if both are the same store, or the secondary belongs to another primary
     */
    static void establish(StorageBackend primary, StorageBackend secondary, boolean adopt) {
        if (primary.storeId().equals(secondary.storeId())) {
            throw new ConfigurationException("The primary and the secondary are the same store: " + primary.location()
                    + " and " + secondary.location() + " both have the id " + primary.storeId()
                    + ". Give the secondary a place of its own; a copy of a store needs a new id.");
        }
        if (isVolatile(primary) || isVolatile(secondary)) {
            return;
        }
        for (int i = 0; !claim(primary, secondary, adopt); i++) {
            if (i == TRIES) {
                throw new ConfigurationException(
                        "Others are pairing " + secondary.location() + " at the same time; open it once they have.");
            }
        }
        DocumentKey key = ofSecondary(secondary.storeId());
        if (!primary.isReadOnly() && live(primary, key) == null) {
            put(primary, key, new Other(secondary.storeId(), secondary.location()), Expectation.any());
        }
    }

    /**
     * Refuses to make a new primary for {@code secondary} if that has one already: it would be made where the old one is to be, on a
     * disk that is not mounted.
     *
     * @throws ConfigurationException if the secondary belongs to a primary
     */
    public static void refuseNewPrimary(StorageBackend secondary) {
        Document known = live(secondary, OF_PRIMARY);
        if (known != null) {
            Other claimed = StoreRecords.body(known, Other.class);
            throw new ConfigurationException("The secondary " + secondary.location() + " belongs to the primary "
                    + claimed.location() + " with the id " + claimed.store()
                    + ", but where the primary given here is to be, "
                    + "there is no store. Nothing was made. Look whether its disk is mounted and its path right; if a new "
                    + "primary is to take the other one's place, " + ADOPT);
        }
    }

    /** The ids of the stores that are or were secondaries of {@code primary} and outlive a process. */
    public static List<String> secondariesOf(StorageBackend primary) {
        try (Stream<Slot> all = primary.documents().scan(OF_PRIMARY.scope(), KIND, EnumSet.of(DocumentState.LIVE))) {
            return all.map(Slot::document)
                    .filter(Objects::nonNull)
                    .filter(document -> !document.key().equals(OF_PRIMARY))
                    .map(document -> StoreRecords.body(document, Other.class).store())
                    .toList();
        }
    }

    /** Makes {@code primary} forget a secondary that is gone for good, so that nothing waits for it any more. */
    static boolean forget(StorageBackend primary, String secondaryId) {
        Document known = live(primary, ofSecondary(secondaryId));
        return known != null && primary.documents().remove(known.key(), known.revision());
    }

    private static boolean claim(StorageBackend primary, StorageBackend secondary, boolean adopt) {
        Document known = live(secondary, OF_PRIMARY);
        Other claimed = known == null ? null : StoreRecords.body(known, Other.class);
        if (claimed != null && claimed.store().equals(primary.storeId())) {
            return true;
        }
        if (claimed != null && !adopt) {
            throw new ConfigurationException(
                    "The secondary " + secondary.location() + " belongs to the primary "
                            + claimed.location() + " with the id " + claimed.store()
                            + ", but the primary given here is "
                            + primary.location() + " with the id " + primary.storeId()
                            + (isEmpty(primary) ? ", which is empty" : "")
                            + ". If that should be the same store, look whether its disk is mounted and its path right. If it "
                            + "is to take the other one's place, open the pair once with builder().adopt(true) or the key 'adopt'.");
        }
        if (primary.isReadOnly() || secondary.isReadOnly()) {
            return true;
        }
        if (claimed != null) {
            LOG.warn(
                    "{} takes over the secondary {} of {}.",
                    primary.location(),
                    secondary.location(),
                    claimed.location());
        }
        Expectation expectation = known == null ? Expectation.absent() : Expectation.revision(known.revision());
        try {
            put(secondary, OF_PRIMARY, new Other(primary.storeId(), primary.location()), expectation);
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    private static void put(StorageBackend store, DocumentKey key, Other other, Expectation expectation) {
        store.documents().put(Put.live(key, StoreRecords.content(other), expectation));
    }

    private static @Nullable Document live(StorageBackend store, DocumentKey key) {
        return store.documents().get(key).findVisible().orElse(null);
    }

    private static DocumentKey ofSecondary(String id) {
        return StoreRecords.key(KIND, "secondary " + id);
    }

    private static boolean isVolatile(StorageBackend store) {
        return store.capabilities().durability() == Durability.VOLATILE;
    }

    /** Whether {@code store} holds nothing but what it knows of itself. */
    static boolean isEmpty(StorageBackend store) {
        return store.documents().scopes().stream().allMatch(DocumentKey.STORE_SCOPE::equals);
    }
}
