package dev.cairn.workspace;

import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.query.Selection;
import dev.cairn.spi.Document;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Some runs of an experiment, in some order: all of them at first, and fewer with each filter. Immutable; nothing is read before it is
 * asked for, and never an artifact, a log or data.
 *
 * <p>Fields are those of the run's document: {@code status}, {@code parameters.lr}, {@code metrics.acc}, {@code derived.rank},
 * {@code tags}, {@code started}. See {@code docs/query.md} for what a query can say.
 */
public final class RunResults extends Selection<Run, RunResults> {
    private final RunStore runs;

    private RunResults(RunStore runs, DocumentQueries<Document> documents, Query query) {
        super(documents, query);
        this.runs = runs;
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

    /** Those that worked on a dataset of one of these names. */
    public RunResults dataset(String... names) {
        return among("datasets.name", List.of(names));
    }

    /** The one that was begun last comes first. */
    public RunResults newestFirst() {
        return orderBy(Order.descending("started"));
    }

    @Override
    protected RunResults with(Query newQuery) {
        return new RunResults(runs, documents(), newQuery);
    }

    @Override
    protected List<Run> told(List<Document> some) {
        return runs.records(some).stream().map(record -> new Run(runs, record)).toList();
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

    /** They do not know of themselves that they are stale. */
    @Override
    protected Query put(Query asked) {
        return new Query(
                new StaleRuns(runs, documents()).stored(asked.criterion()),
                asked.orders(),
                asked.limit(),
                asked.offset(),
                asked.after());
    }

    @Override
    public String toString() {
        return "Runs of " + runs.scope() + " where " + query();
    }
}
