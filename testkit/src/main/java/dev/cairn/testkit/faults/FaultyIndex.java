package dev.cairn.testkit.faults;

import dev.cairn.query.Criterion;
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

/** The index of a faulty backend. */
record FaultyIndex(DocumentIndex index, Steps steps) implements DocumentIndex {
    @Override
    public boolean declare(KindSpec spec) {
        return enter(Operation.INDEX_DECLARE, spec.kind()).run(() -> index.declare(spec));
    }

    /** No step: it is told from what the opening of the store knows. */
    @Override
    public Optional<KindSpec> declared(String kind) {
        return index.declared(kind);
    }

    @Override
    public long reindex(String kind, Cancellation cancellation) {
        return enter(Operation.INDEX_REINDEX, kind).run(() -> index.reindex(kind, cancellation));
    }

    @Override
    public List<Document> find(String scope, String kind, Query query) {
        return enter(Operation.INDEX_QUERY, query.toString()).run(() -> index.find(scope, kind, query));
    }

    @Override
    public long count(String scope, String kind, Criterion criterion) {
        return enter(Operation.INDEX_QUERY, criterion.toString()).run(() -> index.count(scope, kind, criterion));
    }

    @Override
    public List<Group<Document>> best(String scope, String kind, FieldPath field, Query query) {
        return enter(Operation.INDEX_QUERY, query.toString()).run(() -> index.best(scope, kind, field, query));
    }

    @Override
    public List<FieldInfo> fields(String scope, String kind) {
        return enter(Operation.INDEX_QUERY, kind).run(() -> index.fields(scope, kind));
    }

    private Passage enter(Operation operation, String subject) {
        return steps.faults().enter(steps.store(), operation, List.of(), subject);
    }
}
