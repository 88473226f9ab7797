package dev.cairn.transfer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageException;
import dev.cairn.internal.Transferred;
import dev.cairn.spi.Applied;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import dev.cairn.spi.Hold;
import org.jspecify.annotations.Nullable;

/**
 * Transfers one document at a time: brings its journals, sends its blobs, reads both back, puts the document, and in a move removes
 * it from the source, its journals last. Begins again with what is there then, if it was changed meanwhile. Safe for use by many
 * threads.
 */
final class DocumentTransfer {
    private static final int TRIES = 3;

    /** How many blobs are remembered as read back, so that one that many documents share is not read for each. */
    private static final int REMEMBERED = 100_000;

    /** From how many bytes on a transfer can take so long that a collection of garbage would be near. */
    private static final long LONG = 1L << 30;

    private final Transfer transfer;
    private final DocumentCopier copier;
    private final Arrival arrival;
    private final Cache<Named, Boolean> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    DocumentTransfer(Transfer transfer) {
        this.transfer = transfer;
        this.copier = new DocumentCopier(transfer.source, transfer.target);
        this.arrival = new Arrival(transfer.target.documents(), transfer.existing);
    }

    private record Named(String scope, Digest digest) {}

    Arrival arrival() {
        return arrival;
    }

    /**
     * Transfers {@code first}, or what has taken its place meanwhile.
     *
     * @param removing whether it is removed from the source then
     */
    Transferred transfer(Document first, boolean removing) {
        JournalTransfer journals = journals(first.key());
        Transferred done = settled(first, journals, removing);
        if (done.removed()) {
            journals.giveUp();
        }
        return done.with(journals.sent(), journals.remarks());
    }

    /** Brings only the journals of a document that the target has. */
    Transferred journalsOnly(DocumentKey owner) {
        JournalTransfer journals = journals(owner);
        journals.bring(false);
        return Transferred.ALREADY_THERE.with(journals.sent(), journals.remarks());
    }

    /**
     * Removes from the source the journals that a move which was killed left without their document, which the target has. There may
     * be entries that were never copied; none of the target's gives way to them.
     */
    Transferred leftJournals(DocumentKey owner) {
        JournalTransfer journals = new JournalTransfer(transfer, owner, false);
        journals.giveUp();
        return new Transferred(Transferred.What.ALREADY_THERE, true, 0).with(journals.sent(), journals.remarks());
    }

    /** What {@link #transfer} would at most do; changes nothing. */
    Transferred preview(Document document, Applied difference, boolean hasJournals) {
        boolean removed = transfer.moving && document.state() != DocumentState.DELETED;
        JournalTransfer journals = journals(document.key());
        long entries = hasJournals ? journals.missing() : 0;
        boolean there = difference == Applied.ALREADY_THERE;
        long bytes = there
                ? 0
                : document.content().blobs().values().stream()
                        .mapToLong(BlobRef::length)
                        .sum();
        return new Transferred(there ? Transferred.What.ALREADY_THERE : Transferred.What.COPIED, removed, bytes)
                .with(entries, journals.remarks());
    }

    private JournalTransfer journals(DocumentKey owner) {
        return new JournalTransfer(transfer, owner, transfer.existing == Existing.OVERWRITE);
    }

    private Transferred settled(Document first, JournalTransfer journals, boolean removing) {
        Document document = first;
        for (int i = 1; ; i++) {
            try {
                return attempt(document, journals, removing);
            } catch (NotFoundException | ConflictException e) {
                Document now = changed(document, e);
                if (now == null) {
                    return Transferred.LEFT_OUT;
                }
                if (i == TRIES) {
                    throw e;
                }
                document = now;
            }
        }
    }

    private Transferred attempt(Document document, JournalTransfer journals, boolean removing) {
        if (document.state() == DocumentState.DELETED) {
            return deletion(document);
        }
        journals.bring(true);
        DocumentCopier.Copied copied = copy(Arrival.arriving(document));
        if (copied.applied() == Applied.NEWER_KEPT) {
            return Transferred.NEWER_THERE;
        }
        if (removing) {
            journals.requireUndamaged();
            remove(document);
        }
        Transferred.What what =
                copied.applied() == Applied.APPLIED ? Transferred.What.COPIED : Transferred.What.ALREADY_THERE;
        return new Transferred(what, removing, copied.bytes());
    }

    /** Blobs, then their proof, then the document: what appears in the target is whole. */
    private DocumentCopier.Copied copy(Document document) {
        try (Hold hold = transfer.target.hold()) {
            long sent = 0;
            long last;
            do {
                last = sendBlobs(document);
                sent += last;
            } while (last > LONG);
            return new DocumentCopier.Copied(arrival.put(document), sent);
        }
    }

    private long sendBlobs(Document document) {
        String scope = document.key().scope();
        long sent = 0;
        for (Digest digest : copier.missing(document)) {
            verified.invalidate(new Named(scope, digest));
            sent += copier.send(document, digest);
        }
        if (transfer.verified) {
            for (Digest digest : DocumentCopier.digestsOf(document)) {
                Named name = new Named(scope, digest);
                if (verified.getIfPresent(name) == null) {
                    copier.verify(document, digest);
                    verified.put(name, true);
                }
            }
        }
        return sent;
    }

    private void remove(Document document) {
        DocumentKey key = document.key();
        if (!transfer.source.documents().remove(key, document.revision())) {
            long now = transfer.source.documents().head(key).map(Head::revision).orElse(0L);
            if (now != 0) {
                throw new ConflictException(
                        "The " + key + " in " + transfer.source.location()
                                + " is changed faster than it can be moved. It is still there; move it again.",
                        now);
            }
        }
    }

    /** A tombstone goes only where there is something that it deletes. */
    private Transferred deletion(Document tombstone) {
        boolean visible =
                transfer.target.documents().get(tombstone.key()).findVisible().isPresent();
        if (!visible) {
            return Transferred.LEFT_OUT;
        }
        return switch (arrival.put(tombstone)) {
            case APPLIED -> new Transferred(Transferred.What.COPIED, false, 0);
            case ALREADY_THERE -> Transferred.ALREADY_THERE;
            case NEWER_KEPT -> Transferred.NEWER_THERE;
        };
    }

    /** What stands in the source by now in the place of {@code before}; null if nothing does. */
    private @Nullable Document changed(Document before, StorageException problem) {
        Document now = transfer.source.documents().get(before.key()).find().orElse(null);
        if (problem instanceof NotFoundException && now != null && now.sameAs(before.head())) {
            throw new CorruptException(
                    "The " + before.key() + " names a blob that is not there"
                            + (before.state() == DocumentState.ARCHIVED
                                    ? ", for it is archived in another store: open the source together with its secondary. "
                                    : ". Repair it from a replica or a backup. ")
                            + problem.getMessage(),
                    problem);
        }
        return now;
    }
}
