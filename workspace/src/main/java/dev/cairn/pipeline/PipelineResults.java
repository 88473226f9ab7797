package dev.cairn.pipeline;

import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.query.Selection;
import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some pipelines of an experiment: all of them at first, the one that was begun last in front, and fewer with each filter. Immutable.
 *
 * <p>Fields are {@code run}, {@code name}, {@code status}, {@code dataset}, {@code datasetHash}, {@code bestVal}, {@code bestTest},
 * {@code metric}, {@code started}, {@code finished}, {@code durationMillis}, {@code error} and what is below {@code given.config}.
 */
public final class PipelineResults extends Selection<PipelineRecord, PipelineResults> {
    private final PipelineHome home;

    private PipelineResults(PipelineHome home, DocumentQueries<Document> documents, Query query) {
        super(documents, query);
        this.home = home;
    }

    static PipelineResults all(PipelineHome home) {
        DocumentQueries<Document> documents = home.queries()
                .of(PipelineBody.SPEC)
                .passingOver(() -> new Graves(home).hidden(PipelineBody.SPEC))
                .as(PipelineBody.FIELDS::check, document -> document);
        return new PipelineResults(home, documents, Query.all().orderBy(Order.descending("started")));
    }

    @Override
    protected PipelineResults with(Query newQuery) {
        return new PipelineResults(home, documents(), newQuery);
    }

    @Override
    protected List<PipelineRecord> told(List<Document> some) {
        return records(home, some);
    }

    static List<PipelineRecord> records(PipelineHome home, List<Document> some) {
        List<PipelineBody> bodies = some.stream().map(PipelineBody::of).toList();
        Set<String> running = bodies.stream()
                .filter(body -> body.status() == PipelineStatus.RUNNING)
                .map(PipelineBody::run)
                .collect(Collectors.toSet());
        Map<String, Integer> going = running.isEmpty() ? Map.of() : home.runs().apply(running);
        List<PipelineRecord> records = new ArrayList<>(some.size());
        for (int i = 0; i < some.size(); i++) {
            PipelineBody body = bodies.get(i);
            Integer attempt = going.get(body.run());
            records.add(PipelineRecord.of(some.get(i), body, attempt != null && attempt == body.attempt()));
        }
        return records;
    }

    /** Those of these runs. */
    public PipelineResults run(String... ids) {
        return among("run", List.of(ids));
    }

    /** Those on these datasets. */
    public PipelineResults dataset(String... names) {
        return among("dataset", List.of(names));
    }

    /** Those of these names. */
    public PipelineResults name(String... names) {
        return among("name", List.of(names));
    }

    /** Those that stand in one of these ways, as it is when this is called. */
    public PipelineResults status(PipelineStatus... statuses) {
        return where(Arrays.stream(statuses).map(this::criterion).reduce(Criterion.in("id", List.of()), Criterion::or));
    }

    /** A document does not know that it is stale: its run does. */
    private Criterion criterion(PipelineStatus status) {
        boolean goingOn = status == PipelineStatus.RUNNING;
        if (!goingOn && status != PipelineStatus.STALE) {
            return Criterion.eq("status", status.word());
        }
        Criterion running = Criterion.eq("status", PipelineStatus.RUNNING.word());
        try (Stream<PipelineRecord> all = all(home).where(running).stream()) {
            List<String> ids = all.filter(record -> record.status() == status)
                    .map(PipelineRecord::id)
                    .toList();
            return running.and(Criterion.in("id", ids));
        }
    }

    @Override
    public String toString() {
        return "Pipelines of " + home.scope() + " where " + query();
    }
}
