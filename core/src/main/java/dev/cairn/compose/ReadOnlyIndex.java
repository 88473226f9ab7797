package dev.cairn.compose;

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

/** An index that answers, and takes no declarations. */
record ReadOnlyIndex(DocumentIndex index, String location) implements DocumentIndex {
    @Override
    public boolean declare(KindSpec spec) {
        throw ReadOnlyBackend.refusal("declare what is indexed of " + spec.kind(), location);
    }

    @Override
    public Optional<KindSpec> declared(String kind) {
        return index.declared(kind);
    }

    @Override
    public long reindex(String kind, Cancellation cancellation) {
        throw ReadOnlyBackend.refusal("index " + kind, location);
    }

    @Override
    public long rewrite(String scope, String kind, Cancellation cancellation) {
        throw ReadOnlyBackend.refusal("index " + kind, location);
    }

    @Override
    public List<Document> find(String scope, String kind, Query query) {
        return index.find(scope, kind, query);
    }

    @Override
    public long count(String scope, String kind, Criterion criterion) {
        return index.count(scope, kind, criterion);
    }

    @Override
    public List<Group<Document>> best(String scope, String kind, FieldPath field, Query query) {
        return index.best(scope, kind, field, query);
    }

    @Override
    public List<FieldInfo> fields(String scope, String kind) {
        return index.fields(scope, kind);
    }
}
