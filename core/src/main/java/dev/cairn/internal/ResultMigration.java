package dev.cairn.internal;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.DivergedException;
import dev.cairn.Migration;
import dev.cairn.NotFoundException;
import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;

/**
 * Moves a result between the primary and the secondary: copies its blobs, reads them back from the target and checks them,
 * and only then gives up the source, and only if nobody changed it meanwhile. At every moment one tier has all of it.
 */
public final class ResultMigration {
    private static final int TRIES = 3;

    private final TieredBackend tiers;

    /** Moves results between the stores of {@code tiers}. */
    public ResultMigration(TieredBackend tiers) {
        this.tiers = tiers;
    }

    /**
     * Returns the secondary if results of the primary may be moved there.
     *
     * @throws UnsupportedException if there is none, or it is less durable
     */
    public StorageBackend requireArchive() {
        StorageBackend secondary = requireSecondary();
        requireDurability(tiers.primary(), secondary);
        return secondary;
    }

    /**
     * Returns the secondary if what it holds may be moved to the primary.
     *
     * @throws UnsupportedException if there is none, or the primary is less durable
     */
    public StorageBackend requireReturn() {
        StorageBackend secondary = requireSecondary();
        requireDurability(secondary, tiers.primary());
        return secondary;
    }

    /** Copies the result to the secondary and archives it in the primary: found there by every query, its blobs given up. */
    public Migration toSecondary(DocumentKey key) {
        StorageBackend secondary = requireArchive();
        return retrying(() -> {
            Document document = visible(tiers.primary(), key);
            if (document.state() == DocumentState.ARCHIVED) {
                return done(document, Tier.PRIMARY, Tier.SECONDARY, 0);
            }
            DocumentCopier copier = new DocumentCopier(tiers.primary(), secondary);
            DocumentCopier.Copied copied = copy(copier, document);
            if (copied.applied() == Applied.NEWER_KEPT) {
                throw newerInSecondary(visible(tiers.primary(), key), document);
            }
            copier.verify(document);
            Document archived = tiers.primary()
                    .documents()
                    .put(Put.archived(
                            key,
                            document.content(),
                            TieredBackend.SECONDARY,
                            Expectation.revision(document.revision())));
            return done(archived, Tier.PRIMARY, Tier.SECONDARY, copied.bytes());
        });
    }

    /** A blob that is gone because the result was replaced meanwhile is a conflict; any other is damage. */
    private DocumentCopier.Copied copy(DocumentCopier copier, Document document) {
        try {
            return copier.copy(document);
        } catch (NotFoundException e) {
            Document now = visible(tiers.primary(), document.key());
            if (now.revision() != document.revision()) {
                throw new ConflictException(
                        "The " + now.key() + " was saved again while it was being moved.", now.revision());
            }
            throw new CorruptException("The " + now.key() + " names a blob that is not there. " + e.getMessage(), e);
        }
    }

    /** Copies the result back to the primary, makes it live there and gives up the secondary's copy. */
    public Migration toPrimary(DocumentKey key) {
        StorageBackend secondary = requireReturn();
        return retrying(() -> {
            Document here = tiers.primary().documents().get(key).find().orElse(null);
            if (here != null && here.state() == DocumentState.DELETED) {
                throw new NotFoundException("There is no " + key + " to migrate: it was deleted.");
            }
            Document there = visible(secondary, key);
            if (here != null && here.revision() < there.revision()) {
                throw new DivergedException("The secondary has a newer " + key + " (" + there.revision()
                        + ") than the primary (" + here.revision()
                        + "). Nothing was changed: load both and save the one that is right.");
            }
            Migration done = here == null ? takeOver(there) : bringBack(here);
            secondary.documents().remove(key, there.revision());
            return done;
        });
    }

    /** Makes {@code there}, of which the primary knows nothing, live in the primary with its revision. */
    private Migration takeOver(Document there) {
        try (Hold hold = tiers.primary().hold()) {
            long sent = copyBlobs(there);
            tiers.primary().documents().putNewer(there);
            return done(there, Tier.SECONDARY, Tier.PRIMARY, sent);
        }
    }

    /**
     * Makes {@code here}, which the primary holds, live there with all its blobs. Gives it a new revision even if it is live
     * already, so that whoever is just archiving it notices and copies it again: the secondary's copy goes.
     */
    private Migration bringBack(Document here) {
        try (Hold hold = tiers.primary().hold()) {
            long sent = copyBlobs(here);
            Document live = tiers.primary()
                    .documents()
                    .put(Put.live(here.key(), here.content(), Expectation.revision(here.revision())));
            return done(live, Tier.SECONDARY, Tier.PRIMARY, sent);
        }
    }

    private long copyBlobs(Document document) {
        DocumentCopier copier = new DocumentCopier(requireSecondary(), tiers.primary());
        long sent = copier.copyBlobs(document);
        copier.verify(document);
        return sent;
    }

    /** Why the secondary holds a newer document: somebody has just saved it, or nobody knows. */
    private static StorageException newerInSecondary(Document now, Document before) {
        if (now.revision() != before.revision()) {
            return new ConflictException(
                    "The " + now.key() + " was saved again while it was being moved.", now.revision());
        }
        return new DivergedException(
                "The secondary has a newer " + now.key() + " than the primary, which is at revision " + now.revision()
                        + ". Nothing was changed: load both and save the one that is right.");
    }

    /** The store to migrate to or from; refuses to migrate where there is none. */
    public StorageBackend requireSecondary() {
        return tiers.secondary()
                .orElseThrow(() ->
                        new UnsupportedException("There is no secondary to migrate to or from: give the manager one "
                                + "with secondary_type and secondary_config, or builder().secondary(...)."));
    }

    /**
     * Refuses to give anything up in {@code source} for a copy in a {@code target} that survives less.
     *
     * @throws UnsupportedException if that is so
     */
    public static void requireDurability(StorageBackend source, StorageBackend target) {
        if (target.capabilities().durability().compareTo(source.capabilities().durability()) < 0) {
            throw new UnsupportedException("Nothing is moved from " + source.location() + ", which survives "
                    + survives(source) + ", to " + target.location() + ", which keeps it only "
                    + survives(target) + ": it would be less safe there. Nothing was changed.");
        }
    }

    private static String survives(StorageBackend store) {
        return switch (store.capabilities().durability()) {
            case VOLATILE -> "as long as this process";
            case PROCESS -> "the end of a process";
            case POWER -> "a loss of power";
        };
    }

    private static Document visible(StorageBackend store, DocumentKey key) {
        return store.documents()
                .get(key)
                .findVisible()
                .orElseThrow(() -> new NotFoundException("There is no " + key + " in " + store.location() + "."));
    }

    private static Migration done(Document document, Tier from, Tier to, long sent) {
        return new Migration(document.key().id(), from, to, document.revision(), sent);
    }

    private interface Attempt {
        Migration run();
    }

    /** Begins again, with what is there then, if somebody saved the result while it was being moved. */
    private static Migration retrying(Attempt attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.run();
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }
}
