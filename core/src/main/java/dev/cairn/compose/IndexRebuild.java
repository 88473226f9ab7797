package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.MigrateOptions;
import dev.cairn.internal.TransferRun;
import dev.cairn.internal.Transferred;
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
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Makes an index of all files, in place: each document that differs is put or removed, so that at every moment the index says of each
 * what it said before or what is right. For one use.
 */
final class IndexRebuild {
    private final IndexLink link;
    private final MigrateOptions options;
    private final Set<String> experiments;
    private final TransferRun run;

    /** How many documents the index did not take. */
    private final AtomicLong refused = new AtomicLong();

    IndexRebuild(IndexLink link, MigrateOptions options, Set<String> experiments) {
        this.link = link;
        this.options = options;
        this.experiments = experiments;
        this.run = new TransferRun(
                "Index " + link.files().location() + " in " + link.index().location(),
                options,
                List.of(link.files(), link.index()),
                System::nanoTime);
    }

    TransferReport run() {
        ReadOnlyBackend.requireWritable(link.files(), "rebuild the index");
        ReadOnlyBackend.requireWritable(link.index(), "rebuild the index");
        TransferReport report = run.run(this::expected, () -> {
            kinds(link.files(), (scope, kind) -> run.each(() -> all(link.files(), scope, kind), this::index));
            kinds(link.index(), (scope, kind) -> run.each(() -> all(link.index(), scope, kind), this::sweep));
        });
        boolean whole = experiments.isEmpty()
                && !options.dryRun()
                && report.ended() == TransferReport.Ended.COMPLETED
                && refused.get() == 0;
        if (whole) {
            link.coverage().set();
        }
        return report;
    }

    private void kinds(StorageBackend store, BiConsumer<String, String> action) {
        DocumentStore documents = store.documents();
        for (String scope : new TreeSet<>(documents.scopes())) {
            if (experiments.isEmpty() || experiments.contains(scope)) {
                documents.kinds(scope).stream()
                        .filter(kind -> IndexReplica.covers(scope, kind))
                        .sorted()
                        .forEach(kind -> action.accept(scope, kind));
            }
        }
    }

    private long expected() {
        AtomicLong count = new AtomicLong();
        kinds(link.files(), (scope, kind) -> {
            try (Stream<DocumentKey> keys = link.files().documents().keys(scope, kind)) {
                count.addAndGet(keys.count());
            }
        });
        return count.get();
    }

    private static Stream<Slot> all(StorageBackend store, String scope, String kind) {
        return store.documents().scan(scope, kind, EnumSet.allOf(DocumentState.class));
    }

    private void index(List<Document> documents) {
        List<Slot> there = link.index()
                .documents()
                .get(documents.stream().map(Document::key).toList());
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            Document known = there.get(i).document();
            run.decide(document.key(), () -> {
                if (known != null && document.sameAs(known.head())) {
                    run.count(Transferred.ALREADY_THERE);
                } else if (options.dryRun()) {
                    run.count(new Transferred(Transferred.What.COPIED, false, 0));
                } else {
                    run.submit(document.key(), () -> copy(document));
                }
            });
        }
    }

    private Transferred copy(Document document) {
        try {
            link.replica().copy(document);
            return new Transferred(Transferred.What.COPIED, false, 0);
        } catch (RuntimeException e) {
            refused.incrementAndGet();
            throw e;
        }
    }

    /** Removes from the index what the files have not, or cannot be read there: a query would not find it in the files either. */
    private void sweep(List<Document> known) {
        List<Slot> here =
                link.files().documents().get(known.stream().map(Document::key).toList());
        for (int i = 0; i < known.size(); i++) {
            Document document = known.get(i);
            if (here.get(i).document() == null) {
                run.decide(document.key(), () -> run.count(remove(document)));
            }
        }
    }

    private Transferred remove(Document document) {
        boolean removed = options.dryRun()
                || (isGone(document.key()) && link.index().documents().remove(document.key(), document.revision()));
        return new Transferred(Transferred.What.LEFT_OUT, removed, 0);
    }

    private boolean isGone(DocumentKey key) {
        try {
            return link.files().documents().head(key).isEmpty();
        } catch (CorruptException e) {
            return true;
        }
    }
}
