package dev.cairn.compose;

import dev.cairn.DivergedException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Head;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index: it gets documents without their blobs, and has to say what the files say, whatever it said before: files may come from a
 * backup, and then an older revision is right.
 *
 * @param source the files
 * @param target the index
 * @param coverage says whether the index has all that the files have
 * @param guard guards the index
 */
record IndexReplica(StorageBackend source, StorageBackend target, IndexCoverage coverage, TierGuard guard)
        implements Replica {
    private static final Logger LOG = LoggerFactory.getLogger(IndexReplica.class);
    private static final int TRIES = 10;

    /** Whether documents of that scope and kind are in an index at all: what a store says of itself is not, nor a heartbeat. */
    static boolean covers(String scope, String kind) {
        return !scope.equals(DocumentKey.STORE_SCOPE) && !DocumentKey.isMomentary(kind);
    }

    @Override
    public boolean wants(Document document) {
        return covers(document.key().scope(), document.key().kind());
    }

    @Override
    public boolean isBehind(Document there, Document document) {
        return !document.sameAs(there.head());
    }

    @Override
    public DocumentCopier.Copied copy(Document document) {
        DocumentKey key = document.key();
        for (int i = 0; i < TRIES; i++) {
            Document now =
                    i == 0 ? document : source.documents().get(key).find().orElse(null);
            if (now == null || source.documents().head(key).isEmpty()) {
                gone(key);
                return new DocumentCopier.Copied(Applied.NEWER_KEPT, 0);
            }
            if (put(now)) {
                return new DocumentCopier.Copied(Applied.APPLIED, 0);
            }
        }
        throw new UnavailableException("The " + key + " is changed faster than it can be indexed; it is tried again.");
    }

    /** Whether the index says now what {@code document} does, or something newer that the files had meanwhile. */
    private boolean put(Document document) {
        try {
            if (target.documents().putNewer(document) != Applied.NEWER_KEPT) {
                return true;
            }
        } catch (DivergedException e) {
            LOG.debug("The files say otherwise than the index, and count: {}", e.getMessage());
        }
        Head there = target.documents().head(document.key()).orElse(null);
        boolean current =
                source.documents().head(document.key()).filter(document::sameAs).isPresent();
        if (there != null && current && !document.sameAs(there)) {
            target.documents().remove(document.key(), there.revision());
        }
        return false;
    }

    @Override
    public void gone(DocumentKey key) {
        target.documents()
                .head(key)
                .filter(there -> source.documents().head(key).isEmpty())
                .ifPresent(there -> target.documents().remove(key, there.revision()));
    }

    /** Without it nobody sees that an older state of the index was restored, so the word of its writer stays until it could. */
    private boolean renew() {
        try {
            guard.copy(() -> {
                coverage.renew();
                return true;
            });
            return true;
        } catch (StorageException e) {
            LOG.debug("The index and the files could not agree on a new mark: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void begins() {
        if (!renew()) {
            LOG.debug("The mark of {} is renewed at the end.", target.location());
        }
    }

    @Override
    public boolean ends() {
        return renew();
    }
}
