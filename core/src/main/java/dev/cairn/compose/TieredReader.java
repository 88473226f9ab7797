package dev.cairn.compose;

import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Head;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads documents of two tiers: the primary's word counts, and the secondary's where the primary has none. */
final class TieredReader {
    private static final Logger LOG = LoggerFactory.getLogger(TieredReader.class);

    private final StorageBackend primary;
    private final @Nullable StorageBackend secondary;
    private final @Nullable TierLink link;
    private final boolean lasting;

    /** Reads {@code primary} alone where there is no secondary. */
    TieredReader(StorageBackend primary, @Nullable StorageBackend secondary, @Nullable TierLink link) {
        this.primary = primary;
        this.secondary = secondary;
        this.link = link;
        this.lasting = secondary != null && !(isVolatile(secondary) && !isVolatile(primary));
    }

    private static boolean isVolatile(StorageBackend store) {
        return store.capabilities().durability() == Durability.VOLATILE;
    }

    /** What stands under each key; see {@link TieredBackend#find}. */
    List<Tiered> find(List<DocumentKey> keys) {
        List<Slot> slots;
        try {
            slots = fromPrimary(documentsOfPrimary -> documentsOfPrimary.get(keys));
        } catch (UnavailableException e) {
            return unconfirmed(keys, e);
        }
        List<Tiered> found = new ArrayList<>(keys.size());
        for (Slot slot : slots) {
            found.add(new Tiered(slot, Tier.PRIMARY, true));
        }
        if (secondary != null) {
            fillFrom(keys, found);
        }
        return found;
    }

    /** The head of what the primary holds under {@code key}. */
    Optional<Head> headInPrimary(DocumentKey key) {
        return fromPrimary(documentsOfPrimary -> documentsOfPrimary.head(key));
    }

    private <T> T fromPrimary(Function<DocumentStore, T> call) {
        DocumentStore store = primary.documents();
        return link == null ? call.apply(store) : link.primary().read(() -> call.apply(store));
    }

    private List<Slot> fromSecondary(List<DocumentKey> keys) {
        if (secondary == null || link == null) {
            throw new IllegalStateException("There is no secondary.");
        }
        DocumentStore store = secondary.documents();
        return link.secondary().read(() -> store.get(keys));
    }

    private List<Tiered> unconfirmed(List<DocumentKey> keys, UnavailableException primaryDown) {
        if (secondary == null) {
            throw primaryDown;
        }
        LOG.debug("The primary does not answer, asking the secondary: {}", primaryDown.getMessage());
        List<Slot> slots;
        try {
            slots = fromSecondary(keys);
        } catch (UnavailableException e) {
            primaryDown.addSuppressed(e);
            throw primaryDown;
        }
        // What the secondary lacks or has damaged, the primary may have.
        if (slots.stream().anyMatch(slot -> slot.document() == null)) {
            throw primaryDown;
        }
        if (link != null) {
            link.counters().unconfirmed.add(slots.size());
        }
        return slots.stream()
                .map(slot -> new Tiered(slot, Tier.SECONDARY, false))
                .toList();
    }

    /**
     * Whether the secondary is asked for what the primary has not. One that is gone with its process is not asked for what the
     * primary never had: others may have deleted it there without knowing of this secondary.
     */
    private boolean isWanting(Slot slot) {
        return slot.document() == null && (slot.damage() != null || lasting);
    }

    /** Where the primary has nothing, the secondary's answer counts; where it is damaged, it stands in, unconfirmed. */
    private void fillFrom(List<DocumentKey> keys, List<Tiered> found) {
        List<DocumentKey> wanting = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (isWanting(found.get(i).slot())) {
                wanting.add(keys.get(i));
            }
        }
        if (wanting.isEmpty()) {
            return;
        }
        List<Slot> answers = answers(wanting, found);
        int next = 0;
        for (int i = 0; i < keys.size(); i++) {
            Slot slot = found.get(i).slot();
            if (isWanting(slot)) {
                Slot answer = answers.get(next++);
                Document there = answer.document();
                boolean standsIn = slot.damage() == null
                        ? there != null || answer.damage() != null
                        : there != null && there.state().visible();
                if (standsIn) {
                    found.set(i, new Tiered(answer, Tier.SECONDARY, slot.damage() == null));
                    if (link != null) {
                        link.counters().fallbacks.increment();
                    }
                }
            }
        }
    }

    /** The secondary's answers; where it does not answer, damage stays damage, but nobody can say that nothing is there. */
    private List<Slot> answers(List<DocumentKey> keys, List<Tiered> found) {
        try {
            return fromSecondary(keys);
        } catch (UnavailableException e) {
            boolean unknown = found.stream()
                    .anyMatch(one -> one.slot().document() == null && one.slot().damage() == null);
            if (unknown) {
                throw e;
            }
            return keys.stream().map(Slot::absent).toList();
        }
    }
}
