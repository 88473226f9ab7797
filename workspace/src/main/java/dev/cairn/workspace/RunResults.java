package dev.cairn.workspace;

import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Group;
import dev.cairn.query.Order;
import dev.cairn.query.Page;
import dev.cairn.query.PageToken;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.Document;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some runs of an experiment, in some order: all of them at first, and fewer with each filter. Immutable; nothing is read before it is
 * asked for, and never an artifact, a log or data.
 *
 * <p>Fields are those of the run's document: {@code status}, {@code parameters.lr}, {@code metrics.acc}, {@code derived.rank},
 * {@code tags}, {@code started}. See {@code docs/query.md} for what a query can say.
 */
public final class RunResults {
    private static final int SOME = 500;

    private final RunStore runs;
    private final DocumentQueries<Document> documents;
    private final Query query;

    private RunResults(RunStore runs, DocumentQueries<Document> documents, Query query) {
        this.runs = runs;
        this.documents = documents;
        this.query = query;
    }

    static RunResults all(RunStore runs, DocumentQueries<Document> documents) {
        DocumentQueries<Document> checked = documents.as(RunBody.FIELDS::check, document -> document);
        Query all = Query.all().orderBy(Order.ascending("started"));
        return new RunResults(runs, checked, all);
    }

    /** Those that stand in one of these ways. */
    public RunResults status(RunStatus... statuses) {
        return where(Criterion.in(
                "status", Arrays.stream(statuses).map(RunStatus::word).toList()));
    }

    /** Those that have all of these tags; all of them if there are none. */
    public RunResults tags(String... tags) {
        RunResults some = this;
        for (String tag : tags) {
            some = some.where(Criterion.eq("tags", tag));
        }
        return some;
    }

    /** Those with this parameter; a run that lacks it is none of them, whatever the value. */
    public RunResults parameter(String name, Object value) {
        return with("parameters", name, value);
    }

    /** Those with this value of a metric. */
    public RunResults metric(String name, Object value) {
        return with("metrics", name, value);
    }

    /** Those with this value of a derived metric. */
    public RunResults derived(String name, Object value) {
        return with("derived", name, value);
    }

    private RunResults with(String group, String name, Object value) {
        FieldPath path = FieldPath.ofBody(List.of(group, name));
        return where(new Criterion.Compare(path, Criterion.Operator.EQ, Names.given("value of " + path, value)));
    }

    /** Those for which {@code criterion} holds too: {@code metrics.acc > 0.9 and not (parameters.opt = 'sgd')}. */
    public RunResults where(String criterion) {
        return where(QueryText.criterion(criterion));
    }

    /** Those for which {@code criterion} holds too. */
    public RunResults where(Criterion criterion) {
        return new RunResults(
                runs,
                documents,
                new Query(query.criterion().and(criterion), query.orders(), query.limit(), query.offset(), null));
    }

    /** In this order, in place of the one before; without any, in the order in which they were begun. */
    public RunResults orderBy(Order... orders) {
        return new RunResults(
                runs, documents, new Query(query.criterion(), List.of(orders), query.limit(), query.offset(), null));
    }

    /** The first {@code most} of them. */
    public RunResults limit(int most) {
        return new RunResults(runs, documents, query.limit(most));
    }

    /** Without the first {@code some} of them. */
    public RunResults offset(long some) {
        return new RunResults(runs, documents, query.offset(some));
    }

    /** All of them. */
    public List<Run> list() {
        try (Stream<Run> stream = stream()) {
            return stream.toList();
        }
    }

    /** All of them, read some at a time; to be closed. */
    public Stream<Run> stream() {
        Stream<Document> found = documents.stream(stored(query));
        return chunks(found.iterator()).flatMap(some -> runs(some).stream()).onClose(found::close);
    }

    private static Stream<List<Document>> chunks(Iterator<Document> documents) {
        return Stream.generate(() -> chunk(documents)).takeWhile(some -> !some.isEmpty());
    }

    private static List<Document> chunk(Iterator<Document> documents) {
        List<Document> some = new ArrayList<>();
        while (some.size() < SOME && documents.hasNext()) {
            some.add(documents.next());
        }
        return some;
    }

    private List<Run> runs(List<Document> some) {
        return runs.records(some).stream().map(record -> new Run(runs, record)).toList();
    }

    /**
     * Up to {@code most} of them.
     *
     * @param after the page before; null for the first
     */
    public Page<Run> page(int most, @Nullable PageToken after) {
        Query asked = query.limit(most);
        Page<Document> page = documents.page(after == null ? asked : asked.after(after), stored(asked));
        return new Page<>(runs(page.items()), page.next());
    }

    /** How many there are; a limit and an offset do not count. */
    public long count() {
        return documents.count(stored(query).criterion());
    }

    /** The first of them; empty if there is none. */
    public Optional<Run> first() {
        return limit(1).list().stream().findFirst();
    }

    /**
     * For each value of {@code field}, such as {@code parameters.opt}, the first {@code most} of them that have it, in the order of the
     * values; a limit and an offset do not count.
     */
    public List<Group<Run>> best(int most, String field) {
        Query asked = stored(query);
        Query all = new Query(asked.criterion(), asked.orders(), 0, 0, null);
        return documents.best(most, field, all).stream()
                .map(group -> new Group<>(group.value(), runs(group.items())))
                .toList();
    }

    /** Which fields the runs of the experiment have, whatever the filter: type, count, range. */
    public List<FieldInfo> fields() {
        return documents.fields();
    }

    /** How many there are of each status, and how long they took. */
    public RunSummary summary() {
        try (Stream<Run> stream = stream()) {
            return RunSummary.of(stream.map(Run::record));
        }
    }

    /** All of them as a table. */
    public RunTable table() {
        try (Stream<Run> stream = stream()) {
            return RunTable.of(stream.map(Run::record));
        }
    }

    /**
     * Computes metrics from each run and keeps them as its derived metrics, in place of all that it had. Runs that go on are left out.
     *
     * @param functions each gives metrics of a run by name; where two give one of a name, the later holds
     * @param overwrite whether runs that have derived metrics get new ones; else they are left as they are
     */
    public DerivedReport computeDerived(List<Function<Run, Map<String, ?>>> functions, boolean overwrite) {
        List<String> computed = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Map<String, Exception> failures = new LinkedHashMap<>();
        for (Run run : list()) {
            boolean there = run.record().derived().isPresent();
            if (run.status() == RunStatus.RUNNING || (there && !overwrite)) {
                skipped.add(run.id());
                continue;
            }
            try {
                run.derived(compute(new Run(runs, runs.loaded(run.record().document())), functions));
                computed.add(run.id());
            } catch (RuntimeException e) {
                failures.put(run.id(), e);
            }
        }
        return new DerivedReport(computed, skipped, failures);
    }

    private static Map<String, Object> compute(Run run, List<Function<Run, Map<String, ?>>> functions) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        functions.forEach(function -> metrics.putAll(function.apply(run)));
        return metrics;
    }

    /** The query as the documents can answer it: they do not know of themselves that they are stale. */
    private Query stored(Query asked) {
        return new Query(
                new StaleRuns(runs, documents).stored(asked.criterion()),
                asked.orders(),
                asked.limit(),
                asked.offset(),
                asked.after());
    }

    @Override
    public String toString() {
        return "Runs of " + runs.scope() + " where " + query;
    }
}
