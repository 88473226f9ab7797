package dev.cairn.workspace;

import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Query;
import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a question about the status of runs as their documents can answer it. The document of a run whose process was killed says
 * {@code running}: so {@code status = 'stale'} becomes the ids of those that show no sign of life, and {@code status = 'running'} leaves
 * these out. They are looked for only if the question is about the status.
 */
final class StaleRuns {
    private static final FieldPath STATUS = FieldPath.parse("status");
    private static final Criterion RUNNING = Criterion.eq("status", RunStatus.RUNNING.word());

    private final RunStore runs;
    private final DocumentQueries<Document> documents;
    private @Nullable Criterion stale;

    StaleRuns(RunStore runs, DocumentQueries<Document> documents) {
        this.runs = runs;
        this.documents = documents;
    }

    Criterion stored(Criterion asked) {
        if (asked instanceof Criterion.And and) {
            return new Criterion.And(and.criteria().stream().map(this::stored).toList());
        }
        if (asked instanceof Criterion.Or or) {
            return new Criterion.Or(or.criteria().stream().map(this::stored).toList());
        }
        if (asked instanceof Criterion.Not not) {
            return new Criterion.Not(stored(not.criterion()));
        }
        if (asked instanceof Criterion.In in && in.path().equals(STATUS)) {
            return new Criterion.Or(in.values().stream().map(this::ofStatus).toList());
        }
        boolean equal = asked instanceof Criterion.Compare compare
                && compare.path().equals(STATUS)
                && compare.operator() == Criterion.Operator.EQ;
        return equal ? ofStatus(((Criterion.Compare) asked).value()) : asked;
    }

    private Criterion ofStatus(Object status) {
        if (status.equals(RunStatus.STALE.word())) {
            return RUNNING.and(stale());
        }
        Criterion same = Criterion.eq("status", status);
        return status.equals(RunStatus.RUNNING.word()) ? same.and(Criterion.not(stale())) : same;
    }

    private Criterion stale() {
        if (stale == null) {
            stale = Criterion.in("id", find());
        }
        return stale;
    }

    private List<String> find() {
        List<String> ids = new ArrayList<>();
        try (Stream<Document> running = documents.stream(Query.where(RUNNING))) {
            runs.records(running.toList()).stream()
                    .filter(record -> record.status() == RunStatus.STALE)
                    .forEach(record -> ids.add(record.id()));
        }
        return ids;
    }
}
