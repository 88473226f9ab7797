package dev.cairn.transfer;

import dev.cairn.UnsupportedException;
import dev.cairn.internal.TransferRun;
import dev.cairn.internal.Transferred;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import dev.cairn.spi.Slot;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Transfers one scope: compares its documents with the target, many at a time, and has the difference transferred. Documents that live
 * under others come first, then those that stand alone or are roots, and in a move what lives under others is removed from the source
 * last. Since nothing is visible whose root is not, a tree appears in the target with its root, and goes from the source with it.
 */
final class ScopeTransfer {
    private final Transfer transfer;
    private final TransferRun run;
    private final DocumentTransfer each;
    private final String scope;
    private final List<String> kinds;
    private final Roots roots;

    /** The kinds with documents for the passes to come. */
    private final Set<String> withTops = new ConcurrentSkipListSet<>();

    private final Set<String> withRest = new ConcurrentSkipListSet<>();

    ScopeTransfer(Transfer transfer, TransferRun run, DocumentTransfer each, String scope, List<String> kinds) {
        this.transfer = transfer;
        this.run = run;
        this.each = each;
        this.scope = scope;
        this.kinds = List.copyOf(kinds);
        this.roots = new Roots(transfer.source.documents());
    }

    private enum Pass {
        /** What lives under others is copied. */
        BELOW,
        /** What does not is transferred. */
        TOPS,
        /** What lived under others is removed. */
        REST
    }

    /** A document, what the target has under its key, and whether it has journals. */
    private record Found(Document document, Slot there, boolean hasJournals) {
        boolean isBelow() {
            Document told = document.state() == DocumentState.DELETED
                    ? there.findVisible().orElse(document)
                    : document;
            return told.content().parent() != null;
        }

        @Nullable
        Head head() {
            return there.find().map(Document::head).orElse(null);
        }
    }

    void run() {
        kinds.forEach(kind -> pass(kind, Pass.BELOW));
        run.finishBegun();
        List.copyOf(withTops).forEach(kind -> pass(kind, Pass.TOPS));
        run.finishBegun();
        List.copyOf(withRest).forEach(kind -> pass(kind, Pass.REST));
        run.finishBegun();
    }

    private void pass(String kind, Pass pass) {
        run.each(() -> scan(kind, pass), documents -> compare(documents, pass));
    }

    /** Damaged documents are told in the first pass alone, which meets all of them. */
    private Stream<Slot> scan(String kind, Pass pass) {
        EnumSet<DocumentState> states = transfer.deletions
                ? EnumSet.allOf(DocumentState.class)
                : EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);
        return transfer.source
                .documents()
                .scan(scope, kind, states)
                .filter(slot -> pass == Pass.BELOW ? isBelow(slot, kind) : isMeant(slot, pass));
    }

    private boolean isBelow(Slot slot, String kind) {
        Document document = slot.document();
        if (document == null) {
            return slot.damage() != null;
        }
        boolean below = document.content().parent() != null;
        if (!below) {
            withTops.add(kind);
        } else if (transfer.moving && !transfer.options.dryRun()) {
            withRest.add(kind);
        }
        return below;
    }

    private boolean isMeant(Slot slot, Pass pass) {
        Document document = slot.document();
        return document != null
                && (document.content().parent() == null)
                        == (pass == Pass.TOPS || document.state() == DocumentState.DELETED);
    }

    private void compare(List<Document> documents, Pass pass) {
        try {
            List<DocumentKey> keys = documents.stream().map(Document::key).toList();
            List<Slot> there = transfer.target.documents().get(keys);
            Map<DocumentKey, List<String>> journals = transfer.source.journals().names(keys);
            for (int i = 0; i < documents.size(); i++) {
                DocumentKey key = keys.get(i);
                Found found = new Found(documents.get(i), there.get(i), journals.containsKey(key));
                run.decide(key, () -> guarded(found.document(), () -> consider(found, pass)));
            }
        } catch (RuntimeException e) {
            documents.forEach(this::keepRoot);
            throw e;
        }
    }

    private void guarded(Document document, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            keepRoot(document);
            throw e;
        }
    }

    private void keepRoot(Document document) {
        if (transfer.moving && !withRest.isEmpty()) {
            roots.keep(document);
        }
    }

    private void consider(Found found, Pass pass) {
        Document document = found.document();
        if (!transfer.filter.test(document)) {
            if (pass != Pass.REST) {
                run.count(Transferred.LEFT_OUT);
            }
        } else if (pass == Pass.REST) {
            rest(found);
        } else if (pass == Pass.TOPS && found.isBelow()) {
            withRest.add(document.key().kind());
        } else {
            decide(found, pass);
        }
    }

    private void decide(Found found, Pass pass) {
        Document document = found.document();
        Applied difference = each.arrival().difference(Arrival.arriving(document), found.head());
        if (difference == Applied.NEWER_KEPT) {
            keepRoot(document);
            run.count(Transferred.NEWER_THERE);
        } else if (difference == Applied.ALREADY_THERE && !transfer.moving && !found.hasJournals()) {
            run.count(Transferred.ALREADY_THERE);
        } else if (difference == Applied.APPLIED && isLeftAlone(found)) {
            keepRoot(document);
            run.count(Transferred.LEFT_OUT);
        } else if (transfer.options.dryRun()) {
            preview(found, difference);
        } else if (difference == Applied.ALREADY_THERE && !transfer.moving) {
            run.submit(document.key(), () -> each.journalsOnly(document.key()));
        } else {
            run.submit(document.key(), () -> transfer(document, pass));
        }
    }

    private void preview(Found found, Applied difference) {
        if (found.hasJournals()) {
            run.submit(found.document().key(), () -> each.preview(found.document(), difference, true));
        } else {
            run.count(each.preview(found.document(), difference, false));
        }
    }

    /** A deletion of what the target does not have, or anything where it is not to be changed. */
    private boolean isLeftAlone(Found found) {
        Head head = found.head();
        boolean visible = head != null && head.state().visible();
        return visible ? transfer.existing == Existing.SKIP : found.document().state() == DocumentState.DELETED;
    }

    private Transferred transfer(Document document, Pass pass) {
        try {
            if (pass == Pass.TOPS && roots.isKept(document.key())) {
                throw new UnsupportedException("The " + document.key() + " was not moved, since something below it was "
                        + "not, which the report names. All of it is still in " + transfer.source.location()
                        + "; move it again.");
            }
            Transferred done = each.transfer(document, transfer.moving && pass == Pass.TOPS);
            if (done.what() == Transferred.What.NEWER_THERE) {
                keepRoot(document);
            }
            return done;
        } catch (RuntimeException e) {
            keepRoot(document);
            throw e;
        }
    }

    /** Deletes what was deleted below a root, or removes what was moved, unless its root was to be moved too and was not. */
    private void rest(Found found) {
        Document document = found.document();
        if (document.state() == DocumentState.DELETED) {
            if (found.isBelow()) {
                decide(found, Pass.REST);
            }
        } else if (transfer.moving && !transfer.options.dryRun()) {
            run.submit(document.key(), () -> removed(document));
        }
    }

    private Transferred removed(Document document) {
        return isRootStill(document)
                ? new Transferred(Transferred.What.COUNTED_BEFORE, false, 0)
                : each.transfer(document, true).again();
    }

    private boolean isRootStill(Document document) {
        return roots.of(document).filter(root -> roots.isKept(root.key())).isPresent();
    }
}
