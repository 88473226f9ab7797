package dev.cairn.compose;

import dev.cairn.Tier;
import dev.cairn.spi.Slot;

/**
 * What two tiers together hold under a key.
 *
 * @param slot what is there
 * @param tier the tier that said so
 * @param confirmed whether the primary was asked and could tell
 */
public record Tiered(Slot slot, Tier tier, boolean confirmed) {}
