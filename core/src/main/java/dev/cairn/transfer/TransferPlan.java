package dev.cairn.transfer;

import dev.cairn.internal.TransferRun;
import dev.cairn.internal.Transferred;
import dev.cairn.spi.Applied;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Head;
import dev.cairn.spi.PutRules;
import dev.cairn.spi.Slot;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists what a {@link Transfer} is about, compares it with the target, many at a time, and has the difference transferred. */
final class TransferPlan {
    private final Transfer transfer;
    private final TransferRun run;
    private final DocumentTransfer each;

    TransferPlan(Transfer transfer) {
        this.transfer = transfer;
        this.each = new DocumentTransfer(transfer);
        this.run = new TransferRun(
                (transfer.moving ? "Move from " : "Copy from ") + transfer.source.location() + " to "
                        + transfer.target.location(),
                transfer.options,
                List.of(transfer.source, transfer.target),
                System::nanoTime);
    }

    TransferReport run() {
        run.note(each::journalsLeft);
        return run.run(this::expected, () -> kinds((scope, kind) -> run.each(() -> scan(scope, kind), this::compare)));
    }

    private void kinds(BiConsumer<String, String> action) {
        DocumentStore documents = transfer.source.documents();
        for (String scope : new TreeSet<>(documents.scopes())) {
            if (transfer.scopes.test(scope)) {
                documents.kinds(scope).stream()
                        .filter(transfer.kinds)
                        .sorted()
                        .forEach(kind -> action.accept(scope, kind));
            }
        }
    }

    private long expected() {
        AtomicLong count = new AtomicLong();
        kinds((scope, kind) -> {
            try (Stream<DocumentKey> keys = transfer.source.documents().keys(scope, kind)) {
                count.addAndGet(keys.count());
            }
        });
        return count.get();
    }

    private Stream<Slot> scan(String scope, String kind) {
        EnumSet<DocumentState> states = transfer.deletions
                ? EnumSet.allOf(DocumentState.class)
                : EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);
        return transfer.source.documents().scan(scope, kind, states);
    }

    private void compare(List<Document> documents) {
        List<Slot> there = transfer.target
                .documents()
                .get(documents.stream().map(Document::key).toList());
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            Slot slot = there.get(i);
            run.decide(document.key(), () -> consider(document, slot));
        }
    }

    private void consider(Document document, Slot there) {
        if (!transfer.filter.test(document)) {
            run.count(Transferred.LEFT_OUT);
            return;
        }
        Head head = there.find().map(Document::head).orElse(null);
        Applied difference = difference(document, head);
        if (difference == Applied.NEWER_KEPT) {
            run.count(Transferred.NEWER_THERE);
        } else if (difference == Applied.ALREADY_THERE && !transfer.moving) {
            run.count(Transferred.ALREADY_THERE);
        } else if (difference == Applied.APPLIED && isLeftAlone(document, head)) {
            run.count(Transferred.LEFT_OUT);
        } else if (transfer.options.dryRun()) {
            run.count(wouldBe(document, difference));
        } else {
            run.submit(document.key(), () -> each.transfer(document));
        }
    }

    private static Applied difference(Document document, @Nullable Head there) {
        return PutRules.newer(there, DocumentTransfer.arriving(document));
    }

    /** A deletion of what the target does not have, or anything where it is not to be changed. */
    private boolean isLeftAlone(Document document, @Nullable Head there) {
        boolean visible = there != null && there.state().visible();
        return visible ? transfer.existing == Existing.SKIP : document.state() == DocumentState.DELETED;
    }

    private Transferred wouldBe(Document document, Applied difference) {
        boolean removed = transfer.moving && document.state() != DocumentState.DELETED;
        if (difference == Applied.ALREADY_THERE) {
            return new Transferred(Transferred.What.ALREADY_THERE, removed, 0);
        }
        long bytes = document.content().blobs().values().stream()
                .mapToLong(BlobRef::length)
                .sum();
        return new Transferred(Transferred.What.COPIED, removed, bytes);
    }
}
