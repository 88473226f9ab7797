package dev.cairn.backend.database;

import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentScan;
import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Group;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Query;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.transfer.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/**
 * Answers queries from the rows of {@code document_field}, each in one snapshot of the database. Where nothing is declared of a kind, or
 * more than {@value IndexSnapshot#MOST_UNKNOWN} of its documents are not in the index as declared, it reads all documents instead.
 */
final class DatabaseIndex implements DocumentIndex {
    /** How often somebody may declare something else just before a snapshot, until this one's own declaration counts. */
    private static final int ATTEMPTS = 3;

    private final Transactions transactions;
    private final StoredDocuments stored;
    private final KindSpecs specs;
    private final FieldCatalog catalog;
    private final Reindexing reindexing;
    private final Effort effort;

    DatabaseIndex(
            Transactions transactions,
            StoredDocuments stored,
            KindSpecs specs,
            FieldCatalog catalog,
            Reindexing reindexing,
            Effort effort) {
        this.transactions = transactions;
        this.stored = stored;
        this.specs = specs;
        this.catalog = catalog;
        this.reindexing = reindexing;
        this.effort = effort;
    }

    /** The same with another effort, which changes no answer. */
    DatabaseIndex with(Effort other) {
        return new DatabaseIndex(transactions, stored, specs, catalog, reindexing, other);
    }

    @Override
    public boolean declare(KindSpec spec) {
        return specs.declare(spec.kind(), before -> spec);
    }

    @Override
    public Optional<KindSpec> declared(String kind) {
        return specs.of(kind).map(KindSpecs.Declared::spec);
    }

    @Override
    public long reindex(String kind, Cancellation cancellation) {
        return reindexing.run(kind, cancellation);
    }

    @Override
    public List<Document> find(String scope, String kind, Query query) {
        return answer(scope, kind, index -> new IndexedFind(index, query).find(), scan -> scan.find(query));
    }

    @Override
    public long count(String scope, String kind, Criterion criterion) {
        return answer(scope, kind, index -> new IndexedCount(index, criterion).count(), scan -> scan.count(criterion));
    }

    @Override
    public List<Group<Document>> best(String scope, String kind, FieldPath field, Query query) {
        return answer(
                scope, kind, index -> new IndexedGroups(index, field, query).best(), scan -> scan.best(field, query));
    }

    @Override
    public List<FieldInfo> fields(String scope, String kind) {
        return answer(scope, kind, index -> new IndexedFields(index).fields(), DocumentScan::fields);
    }

    private <T> T answer(
            String scope, String kind, Function<IndexSnapshot, T> byIndex, Function<DocumentScan, T> byReading) {
        FieldCatalog.Collected collected = new FieldCatalog.Collected(scope, kind);
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS;
            Optional<KindSpecs.Declared> declared = specs.of(kind);
            Optional<T> answer = transactions.snapshot("query " + kind + " documents", session -> {
                Long collection = catalog.find(session, collected).orElse(null);
                if (declared.isEmpty() || collection == null) {
                    return Optional.of(byReading.apply(scan(session, collected, declared)));
                }
                IndexSnapshot index =
                        new IndexSnapshot(session, stored, catalog, collected, declared.get(), collection, effort);
                if (!index.isDeclared() && !last) {
                    return Optional.empty();
                }
                return Optional.of(
                        index.isDeclared() && index.isUsable() ? byIndex.apply(index) : byReading.apply(index.scan()));
            });
            if (answer.isPresent()) {
                return answer.get();
            }
            specs.refresh();
        }
    }

    private DocumentScan scan(
            StatelessSession session, FieldCatalog.Collected collected, Optional<KindSpecs.Declared> declared) {
        KindSpec spec = declared.map(KindSpecs.Declared::spec).orElseGet(() -> KindSpec.everything(collected.kind()));
        return new DocumentScan(() -> stored.visible(session, collected.scope(), collected.kind()), spec);
    }
}
