package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.chain.Folds;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Group;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.query.Selection;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Names;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Some predictions of an experiment: all of them at first, the one that was saved last in front, and fewer with each filter. Filters are
 * exact: no letter of a name means another one. Immutable; arrays are never read here.
 *
 * <p>Fields are those of {@link PredictionRecord}, and what is below {@code scores} and {@code bestParameters}.
 */
public final class PredictionResults extends Selection<PredictionRecord, PredictionResults> {
    private static final Set<String> SCORES = Set.of("valScore", "testScore", "trainScore");
    private static final int AT_ONCE = 500;

    private final PipelineHome home;

    private PredictionResults(PipelineHome home, DocumentQueries<Document> documents, Query query) {
        super(documents, query);
        this.home = home;
    }

    static PredictionResults all(PipelineHome home) {
        DocumentQueries<Document> documents = home.queries()
                .of(PredictionBody.SPEC)
                .passingOver(() -> new Graves(home).hidden(PredictionBody.SPEC))
                .as(PredictionBody.FIELDS::check, document -> document);
        return new PredictionResults(home, documents, Query.all().orderBy(Order.descending("created")));
    }

    @Override
    protected PredictionResults with(Query newQuery) {
        return new PredictionResults(home, documents(), newQuery);
    }

    @Override
    protected List<PredictionRecord> told(List<Document> some) {
        return some.stream().map(PredictionRecord::of).toList();
    }

    /** Those of these runs. */
    public PredictionResults run(String... ids) {
        return among("run", List.of(ids));
    }

    /** Those of these pipelines. */
    public PredictionResults pipeline(String... ids) {
        return among("pipeline", List.of(ids));
    }

    /** Those of these chains. */
    public PredictionResults chain(String... ids) {
        return among("chain", List.of(ids));
    }

    /** Those on these datasets. */
    public PredictionResults dataset(String... names) {
        return among("dataset", List.of(names));
    }

    /** Those of models of these names. */
    public PredictionResults model(String... names) {
        return among("model", List.of(names));
    }

    /** Those of models of these classes. */
    public PredictionResults modelClass(String... names) {
        return among("modelClass", List.of(names));
    }

    /** Those of these partitions. */
    public PredictionResults partition(String... names) {
        return among("partition", List.of(names));
    }

    /** Those of these folds, however they are written: {@code 0} is {@code fold_0}. */
    public PredictionResults fold(String... names) {
        return among("fold", Stream.of(names).map(Folds::canonical).toList());
    }

    /** Those of these branches. */
    public PredictionResults branch(Integer... numbers) {
        return among("branch", List.of(numbers));
    }

    /** Those with scores in these metrics. */
    public PredictionResults metric(String... names) {
        return among("metric", List.of(names));
    }

    /** Those of these tasks. */
    public PredictionResults task(String... names) {
        return among("task", List.of(names));
    }

    /** The best {@code most} by {@link Ranking#usual()}. */
    public List<PredictionRecord> top(int most) {
        return top(most, Ranking.usual());
    }

    /**
     * The best {@code most} of these. Those without a score come last, and before them those of which it is not a number, whatever the
     * direction; of equal ones the older comes first, then the one of the lower id.
     *
     * @throws IllegalArgumentException if {@code most} is negative, there is no such score, or they are of several metrics
     */
    public List<PredictionRecord> top(int most, Ranking ranking) {
        PredictionResults ranked = ranked(most, ranking);
        if (most == 0) {
            return List.of();
        }
        if (!ranking.mixed()) {
            requireOne(ranked.metricAt(false), ranked.metricAt(true));
        }
        return ranked.limit(most).list();
    }

    /**
     * The best {@code most} of these for each value of a field, in the order of the values.
     *
     * @param field such as {@code modelClass} or {@code dataset}
     */
    public List<Group<PredictionRecord>> topPerGroup(int most, String field, Ranking ranking) {
        PredictionResults ranked = ranked(most, ranking);
        if (most == 0) {
            return List.of();
        }
        if (!ranking.mixed()) {
            List<Group<PredictionRecord>> first =
                    ranked.orderBy(Order.ascending("metric")).best(1, field);
            List<Group<PredictionRecord>> last =
                    ranked.orderBy(Order.descending("metric")).best(1, field);
            for (int i = 0; i < Math.min(first.size(), last.size()); i++) {
                requireOne(metrics(first.get(i).items()), metrics(last.get(i).items()));
            }
        }
        return ranked.best(most, field);
    }

    private PredictionResults ranked(int most, Ranking ranking) {
        if (most < 0) {
            throw new IllegalArgumentException("The best are at least none, not " + most + ".");
        }
        String by = ranking.by();
        FieldPath path = SCORES.contains(by) || by.startsWith("scores.") ? FieldPath.parse(by) : null;
        if (path == null) {
            throw new IllegalArgumentException(
                    "Predictions have no score " + Names.quote(by)
                            + ". Rank them by valScore, testScore or trainScore, or by a score in a metric of its own: scores.val.rmse.");
        }
        PredictionResults some = ranking.partition() == null ? this : partition(ranking.partition());
        return some.orderBy(new Order(path, ranking.descending()), Order.ascending("created"));
    }

    /** The metric that comes first, or last, in the order of the letters. */
    private List<String> metricAt(boolean last) {
        Order order = last ? Order.descending("metric") : Order.ascending("metric");
        return metrics(orderBy(order).limit(1).list());
    }

    private static List<String> metrics(List<PredictionRecord> some) {
        return some.stream().map(PredictionRecord::metric).toList();
    }

    private static void requireOne(List<String> first, List<String> last) {
        if (!first.equals(last)) {
            throw new IllegalArgumentException("Scores in " + first.get(0) + " and in " + last.get(0)
                    + " cannot be ranked together. Select one with metric(...), or ask for it with mixingMetrics().");
        }
    }

    /**
     * Deletes all of these with their arrays, or as many as they are limited to. The chains and pipelines stay.
     *
     * @return how many there were
     */
    public long delete() {
        boolean all = query().limit() == 0 && query().offset() == 0;
        Query some = all ? Query.where(query().criterion()) : query();
        long deleted = 0;
        boolean again;
        do {
            again = false;
            try (Stream<Document> found = documents().stream(some)) {
                Iterator<Document> rest = found.iterator();
                while (rest.hasNext()) {
                    int gone = 0;
                    List<Document> next = next(rest);
                    for (PutResult result : delete(next)) {
                        if (result.failure() instanceof ConflictException) {
                            again = all;
                        } else {
                            result.orElseThrow();
                            gone++;
                        }
                    }
                    deleted += gone;
                }
            }
        } while (again);
        return deleted;
    }

    private static List<Document> next(Iterator<Document> rest) {
        List<Document> some = new ArrayList<>();
        while (some.size() < AT_ONCE && rest.hasNext()) {
            some.add(rest.next());
        }
        return some;
    }

    private List<PutResult> delete(List<Document> some) {
        List<Put> puts = some.stream()
                .map(document -> Put.deleted(document.key(), Expectation.revision(document.revision())))
                .toList();
        return home.access().saveAll(some.stream().map(Document::key).toList(), home.replication(), blobs -> puts);
    }

    @Override
    public String toString() {
        return "Predictions of " + home.scope() + " where " + query();
    }
}
