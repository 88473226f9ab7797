package dev.cairn.compose;

import dev.cairn.Tier;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Slot;

/**
 * What two tiers together hold under a key.
 *
 * @param slot what is there
 * @param tier the tier that said so
 * @param confirmed whether the primary was asked and could tell
 */
public record Tiered(Slot slot, Tier tier, boolean confirmed) {
    /** The tier that has the payload: the secondary for what was archived there, though the primary says so. */
    public Tier payloadTier() {
        Document document = slot.document();
        return document != null && document.state() == DocumentState.ARCHIVED ? Tier.SECONDARY : tier;
    }
}
