package dev.cairn.internal;

import dev.cairn.MigrateOptions;
import dev.cairn.Migration;
import dev.cairn.NotFoundException;
import dev.cairn.ResultInfo;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.TransferReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Moves many results between the primary and the secondary, each as {@link ResultMover} moves one. What is where it is to be is
 * seen from the documents alone, so that a rerun goes on where the last one ended.
 */
final class ResultMigrations {
    private static final Set<DocumentState> VISIBLE = EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);

    private final TieredBackend tiers;
    private final DocumentKey any;
    private final ResultMover mover;
    private final Predicate<ResultInfo> which;
    private final Tier from;
    private final Tier to;
    private final MigrateOptions options;
    private final StorageBackend secondary;
    private final TransferRun run;

    /** Will move those results for which {@code which} holds. */
    ResultMigrations(
            TieredBackend tiers,
            DocumentKey any,
            ResultMover mover,
            Predicate<ResultInfo> which,
            Tier from,
            Tier to,
            MigrateOptions options) {
        if (from == Tier.CACHE || to == Tier.CACHE) {
            throw new UnsupportedException("Many results are migrated between the primary and the secondary, not from "
                    + from + " to " + to
                    + ": load them to have them in the cache, and migrate one by one what is in the cache "
                    + "only.");
        }
        ResultMigration stores = new ResultMigration(tiers);
        this.tiers = tiers;
        this.any = any;
        this.mover = mover;
        this.which = which;
        this.from = from;
        this.to = to;
        this.options = options;
        this.secondary = to == Tier.SECONDARY ? stores.requireArchive() : stores.requireReturn();
        this.run = new TransferRun(
                "Migration from " + location(from) + " to " + location(to),
                options,
                List.of(tiers.primary(), secondary),
                System::nanoTime);
    }

    TransferReport run() {
        DocumentStore primary = tiers.primary().documents();
        return run.run(() -> expected(primary), () -> {
            run.each(() -> primary.scan(any.scope(), any.kind(), VISIBLE), this::ofThePrimary);
            if (to == Tier.PRIMARY) {
                run.each(() -> secondary.documents().scan(any.scope(), any.kind(), VISIBLE), this::ofTheSecondary);
            }
        });
    }

    private String location(Tier tier) {
        return (tier == Tier.PRIMARY ? tiers.primary() : tiers.secondary().orElseThrow()).location();
    }

    private long expected(DocumentStore primary) {
        try (Stream<DocumentKey> keys = primary.keys(any.scope(), any.kind())) {
            return keys.count();
        }
    }

    private void ofThePrimary(List<Document> documents) {
        DocumentState moved = to == Tier.SECONDARY ? DocumentState.ARCHIVED : DocumentState.LIVE;
        for (Document document : documents) {
            run.decide(document.key(), () -> consider(document, document.state() == moved));
        }
    }

    /** What only the secondary has; all others were among the primary's. */
    private void ofTheSecondary(List<Document> documents) {
        List<Slot> here = tiers.primary()
                .documents()
                .get(documents.stream().map(Document::key).toList());
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            Slot slot = here.get(i);
            if (slot.document() == null && slot.damage() == null) {
                run.decide(document.key(), () -> consider(document, false));
            }
        }
    }

    private void consider(Document document, boolean moved) {
        if (!which.test(Results.info(document, from))) {
            run.count(Transferred.LEFT_OUT);
        } else if (moved) {
            run.count(Transferred.ALREADY_THERE);
        } else if (options.dryRun()) {
            long bytes = document.content().blobs().values().stream()
                    .mapToLong(BlobRef::length)
                    .sum();
            run.count(new Transferred(Transferred.What.COPIED, true, bytes));
        } else {
            run.submit(document.key(), () -> move(document.key()));
        }
    }

    private Transferred move(DocumentKey key) {
        try {
            Migration done = mover.move(key.id(), from, to);
            return new Transferred(Transferred.What.COPIED, true, done.bytesCopied());
        } catch (NotFoundException e) {
            if (isThere(tiers.primary(), key) || (to == Tier.PRIMARY && isThere(secondary, key))) {
                throw e;
            }
            return Transferred.LEFT_OUT;
        }
    }

    private static boolean isThere(StorageBackend store, DocumentKey key) {
        return store.documents().get(key).findVisible().isPresent();
    }
}
