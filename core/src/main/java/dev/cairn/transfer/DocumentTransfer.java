package dev.cairn.transfer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageException;
import dev.cairn.UnsupportedException;
import dev.cairn.internal.Transferred;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import dev.cairn.spi.Hold;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Transfers one document at a time: sends its blobs, reads them back, puts the document, and in a move removes it from the source.
 * Begins again with what is there then, if it was changed meanwhile. Safe for use by many threads.
 */
final class DocumentTransfer {
    private static final int TRIES = 3;

    /** How many blobs are remembered as read back, so that one that many documents share is not read for each. */
    private static final int REMEMBERED = 100_000;

    /** From how many bytes on a transfer can take so long that a collection of garbage would be near. */
    private static final long LONG = 1L << 30;

    private final Transfer transfer;
    private final DocumentCopier copier;
    private final Cache<Named, Boolean> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final AtomicLong journalsLeft = new AtomicLong();

    DocumentTransfer(Transfer transfer) {
        this.transfer = transfer;
        this.copier = new DocumentCopier(transfer.source, transfer.target);
    }

    private record Named(String scope, Digest digest) {}

    /** The document as it is to stand in the target: with its blobs, so one that was archived is live there. */
    static Document arriving(Document document) {
        if (document.state() != DocumentState.ARCHIVED) {
            return document;
        }
        Head head = document.head();
        Head live = new Head(head.revision(), DocumentState.LIVE, head.digest(), head.created(), head.updated());
        return new Document(document.key(), live, document.content(), null);
    }

    /** What there is to say of journals. */
    Optional<String> journalsLeft() {
        long count = journalsLeft.get();
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " of the documents copied have journals, which were not; see JournalStore.seal.");
    }

    /** Transfers {@code first}, or what has taken its place meanwhile. */
    Transferred transfer(Document first) {
        Document document = first;
        for (int i = 1; ; i++) {
            try {
                return attempt(document);
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

    private Transferred attempt(Document document) {
        if (document.state() == DocumentState.DELETED) {
            return deletion(document);
        }
        boolean hasJournals = !transfer.source.journals().names(document.key()).isEmpty();
        if (hasJournals && transfer.moving) {
            throw new UnsupportedException("The " + document.key() + " in " + transfer.source.location()
                    + " has journals, which cannot be moved while somebody may append to them. Seal and delete them first, "
                    + "or copy it.");
        }
        DocumentCopier.Copied copied = copy(arriving(document));
        if (copied.applied() == Applied.NEWER_KEPT) {
            return Transferred.NEWER_THERE;
        }
        if (hasJournals) {
            journalsLeft.incrementAndGet();
        }
        if (transfer.moving) {
            remove(document);
        }
        Transferred.What what =
                copied.applied() == Applied.APPLIED ? Transferred.What.COPIED : Transferred.What.ALREADY_THERE;
        return new Transferred(what, transfer.moving, copied.bytes());
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
            return new DocumentCopier.Copied(transfer.target.documents().putNewer(document), sent);
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
        return transfer.target.documents().putNewer(tombstone) == Applied.APPLIED
                ? new Transferred(Transferred.What.COPIED, false, 0)
                : Transferred.NEWER_THERE;
    }

    /** What stands in the source by now in the place of {@code before}; null if nothing does. */
    private @Nullable Document changed(Document before, StorageException problem) {
        Document now = transfer.source.documents().get(before.key()).find().orElse(null);
        if (now != null && now.sameAs(before.head())) {
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
