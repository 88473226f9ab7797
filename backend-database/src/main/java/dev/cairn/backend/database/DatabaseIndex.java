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
import dev.cairn.spi.DocumentStore;
import dev.cairn.transfer.Cancellation;
import java.util.List;
import java.util.Optional;

/** Answers queries from the rows of {@code document_field}. */
final class DatabaseIndex implements DocumentIndex {
    private final DocumentStore documents;
    private final KindSpecs specs;
    private final Reindexing reindexing;

    DatabaseIndex(DocumentStore documents, KindSpecs specs, Reindexing reindexing) {
        this.documents = documents;
        this.specs = specs;
        this.reindexing = reindexing;
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
        return scan(scope, kind).find(query);
    }

    @Override
    public long count(String scope, String kind, Criterion criterion) {
        return scan(scope, kind).count(criterion);
    }

    @Override
    public List<Group<Document>> best(String scope, String kind, FieldPath field, Query query) {
        return scan(scope, kind).best(field, query);
    }

    @Override
    public List<FieldInfo> fields(String scope, String kind) {
        return scan(scope, kind).fields();
    }

    private DocumentScan scan(String scope, String kind) {
        return new DocumentScan(documents, scope, declared(kind).orElse(KindSpec.everything(kind)));
    }
}
