package dev.cairn.internal;

import dev.cairn.Damage;
import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.VerifyOptions;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;
import org.jspecify.annotations.Nullable;

/** Makes whole again what a {@link Verification} found, from the other tier, as far as that was asked for. */
final class DamageRepair {
    private static final Outcome FOUND = new Outcome(Damage.Outcome.FOUND, null);
    private static final Outcome REPAIRED = new Outcome(Damage.Outcome.REPAIRED, null);

    private final TieredBackend tiers;
    private final VerifyOptions options;

    DamageRepair(TieredBackend tiers, VerifyOptions options) {
        this.tiers = tiers;
        this.options = options;
    }

    /** What became of a damage, and why. */
    record Outcome(Damage.Outcome outcome, @Nullable String why) {
        static Outcome not(String why) {
            return new Outcome(Damage.Outcome.NOT_REPAIRED, why);
        }
    }

    private StorageBackend store(Tier tier) {
        return tier == Tier.SECONDARY ? tiers.secondary().orElseThrow() : tiers.primary();
    }

    private @Nullable StorageBackend other(Tier tier) {
        return tier == Tier.SECONDARY ? tiers.primary() : tiers.secondary().orElse(null);
    }

    /** A blob has one content, whoever holds it. */
    Outcome blob(Tier tier, String scope, Digest digest) {
        if (!options.repair()) {
            return FOUND;
        }
        StorageBackend other = other(tier);
        if (other == null) {
            return Outcome.not(
                    "There is no other tier that could have it; save the result again, or restore a backup.");
        }
        try {
            new DocumentCopier(other, store(tier)).restoreBlob(scope, digest);
            return REPAIRED;
        } catch (UnavailableException e) {
            throw e;
        } catch (StorageException e) {
            return Outcome.not("The other tier does not have it: " + e.getMessage());
        }
    }

    /** The secondary's document is what the primary's is; the primary's may have been newer than the secondary's. */
    Outcome document(Tier tier, @Nullable DocumentKey key) {
        if (!options.repair()) {
            return FOUND;
        }
        if (key == null) {
            return Outcome.not("Nobody can tell its name any more; move the file away once it is saved again.");
        }
        StorageBackend other = other(tier);
        Document whole = other == null ? null : other.documents().get(key).document();
        if (whole != null && (tier == Tier.SECONDARY || options.trustReplicas())) {
            return copied(other, tier, whole);
        }
        if (options.setAside() && whole == null) {
            store(tier).documents().put(Put.deleted(key, Expectation.any()));
            return new Outcome(Damage.Outcome.SET_ASIDE, null);
        }
        return Outcome.not(
                whole == null
                        ? "No other tier has it; save it again, restore a backup, or have it set aside."
                        : "The secondary has revision " + whole.revision()
                                + ", and whether that is the newest nobody knows; trust replicas, or save it again.");
    }

    private Outcome copied(@Nullable StorageBackend from, Tier to, Document whole) {
        if (from == null) {
            throw new IllegalStateException("A document that was found was found somewhere.");
        }
        try {
            new DocumentCopier(from, store(to)).copy(whole);
            return REPAIRED;
        } catch (UnavailableException e) {
            throw e;
        } catch (StorageException e) {
            return Outcome.not(String.valueOf(e.getMessage()));
        }
    }

    /** What an entry said, nothing else says. */
    Outcome entry() {
        return options.repair() ? Outcome.not("What it said is lost; the entries around it are not.") : FOUND;
    }
}
