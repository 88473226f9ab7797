package dev.cairn.pipeline;

import dev.cairn.query.DocumentQueries;
import dev.cairn.query.Query;
import dev.cairn.query.Selection;
import dev.cairn.spi.Document;
import java.util.List;

/**
 * Some chains of an experiment: all of them at first, the oldest in front, and fewer with each filter. Immutable.
 *
 * <p>Fields are {@code run}, {@code pipeline}, {@code dataset}, {@code artifacts.id} and what is below {@code chain}, as
 * {@code chain.modelClass}.
 */
public final class ChainResults extends Selection<ChainRecord, ChainResults> {
    private final PipelineHome home;

    private ChainResults(PipelineHome home, DocumentQueries<Document> documents, Query query) {
        super(documents, query);
        this.home = home;
    }

    static ChainResults all(PipelineHome home) {
        DocumentQueries<Document> documents = home.queries()
                .of(ChainBody.SPEC)
                .passingOver(() -> new Graves(home).hidden(ChainBody.SPEC))
                .as(ChainBody.FIELDS::check, document -> document);
        return new ChainResults(home, documents, Query.all());
    }

    @Override
    protected ChainResults with(Query newQuery) {
        return new ChainResults(home, documents(), newQuery);
    }

    @Override
    protected List<ChainRecord> told(List<Document> some) {
        return some.stream().map(ChainRecord::of).toList();
    }

    /** Those of these runs. */
    public ChainResults run(String... ids) {
        return among("run", List.of(ids));
    }

    /** Those of these pipelines. */
    public ChainResults pipeline(String... ids) {
        return among("pipeline", List.of(ids));
    }

    /** Those on these datasets. */
    public ChainResults dataset(String... names) {
        return among("dataset", List.of(names));
    }

    /** Those with a model of one of these classes. */
    public ChainResults modelClass(String... names) {
        return among("chain.modelClass", List.of(names));
    }

    /** Those that need one of these artifacts. */
    public ChainResults artifact(String... ids) {
        return among("artifacts.id", List.of(ids));
    }

    @Override
    public String toString() {
        return "Chains of " + home.scope() + " where " + query();
    }
}
