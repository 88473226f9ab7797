package dev.cairn.report;

import dev.cairn.ResultInfo;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.query.Criterion;
import dev.cairn.query.FieldRow;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a report reads from the store, within its limits. */
final class ReportData {
    /** More solutions than this are too many to compare one result by. */
    private static final int MOST_SOLUTIONS = 20_000;

    /** Loaded results have no more solutions than this together. */
    private static final long MOST_LOADED = 50_000;

    private final Experiment experiment;
    private final ReportOptions options;
    private final List<ResultInfo> results;
    private final List<Run> runs;
    private final List<NamedResult> loaded = new ArrayList<>();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();
    private int passedOver;

    private ReportData(Experiment experiment, ReportOptions options) {
        this.experiment = experiment;
        this.options = options;
        this.results = manager().queryResults(newest(options.rows())).items();
        this.runs = experiment.results().newestFirst().limit(options.rows()).list();
    }

    static ReportData of(Experiment experiment, ReportOptions options) {
        ReportData data = new ReportData(experiment, options);
        if (options.compared() > 0 && !data.results.isEmpty()) {
            data.load();
        }
        return data;
    }

    private static Query newest(int most) {
        return Query.all().orderBy(Order.descending("created")).limit(most);
    }

    private void load() {
        long solutions = 0;
        List<ResultInfo> candidates =
                manager().queryResults(newest(options.compared())).items();
        for (ResultInfo info : candidates) {
            if (info.rows() > MOST_SOLUTIONS || solutions + info.rows() > MOST_LOADED) {
                passedOver++;
                continue;
            }
            try {
                loaded.add(new NamedResult(info.key(), manager().loadResult(info.key())));
                solutions += info.rows();
            } catch (StorageException e) {
                unreadable.put(info.key(), String.valueOf(e.getMessage()));
            }
        }
        // The one that was saved first comes first, as in a legend.
        Collections.reverse(loaded);
        for (FieldRow row : manager()
                .results()
                .select(newest(options.compared()), List.of(options.groupBy()))
                .items()) {
            groups.put(row.key().id(), ResultGroup.nameOf(row));
        }
    }

    Experiment experiment() {
        return experiment;
    }

    StorageManager manager() {
        return experiment.manager();
    }

    ReportOptions options() {
        return options;
    }

    /** The newest results. */
    List<ResultInfo> results() {
        return results;
    }

    long resultCount() {
        return manager().results().count(Criterion.all());
    }

    /** The newest runs. */
    List<Run> runs() {
        return runs;
    }

    /** Those that did not end as they should. */
    RunResults failedRuns() {
        return experiment.results().newestFirst().status(RunStatus.FAILED, RunStatus.STALE);
    }

    /** The newest pipelines. */
    List<PipelineRecord> pipelines() {
        return experiment.pipelines().results().limit(options.rows()).list();
    }

    /** The results that are drawn and compared. */
    List<NamedResult> loaded() {
        return loaded;
    }

    /** How many of the newest results were not loaded, for their size. */
    int passedOver() {
        return passedOver;
    }

    /** Why results could not be read, by key. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    String groupOf(NamedResult result) {
        return groups.getOrDefault(result.name(), ResultGroup.NONE);
    }

    /** The loaded results by what they solve: only those of one problem with the same objectives are compared. */
    List<List<NamedResult>> byProblem() {
        Map<List<Object>, List<NamedResult>> byProblem = loaded.stream()
                .filter(one -> !one.result().problem().objectives().isEmpty())
                .collect(Collectors.groupingBy(
                        one -> List.of(
                                one.result().problem().name(),
                                Set.copyOf(one.result().problem().objectives())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return List.copyOf(byProblem.values());
    }
}
