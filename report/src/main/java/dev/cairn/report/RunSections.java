package dev.cairn.report;

import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.workspace.RunTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The tables of runs and of pipelines. */
final class RunSections {
    private static final int MOST_COLUMNS = 30;

    private final ReportData data;

    RunSections(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        runs(html);
        List<PipelineRecord> pipelines = data.pipelines();
        Sections.open(html, Sections.PIPELINES);
        if (pipelines.isEmpty()) {
            html.element("p", "There is no pipeline.", "class", "note");
        } else {
            pipelines(html, pipelines);
        }
    }

    private void runs(Html html) {
        Sections.open(html, Sections.RUNS);
        RunTable runs = data.experiment()
                .results()
                .newestFirst()
                .limit(data.options().rows())
                .table();
        if (runs.rows().isEmpty()) {
            html.element("p", "There is no run.", "class", "note");
            return;
        }
        Sections.tellOfRest(
                html, runs.rows().size(), data.experiment().results().count(), "runs, the newest");
        List<String> all = runs.columns().stream()
                .filter(column -> !column.equals("finished"))
                .toList();
        List<String> columns = all.stream().limit(MOST_COLUMNS).toList();
        Sections.tellOfRest(html, columns.size(), all.size(), "columns");
        PageTable table = new PageTable(columns.stream()
                .map(column -> column.equals("durationMillis") ? "duration" : AxisNames.shortened(column))
                .toList());
        for (Map<String, ?> row : runs.rows()) {
            table.add(columns.stream().map(column -> cell(column, row)).toList());
        }
        table.write(html);
    }

    private static Cell cell(String column, Map<String, ?> row) {
        return column.equals("durationMillis") && row.get(column) instanceof Long millis
                ? Cell.duration(Duration.ofMillis(millis))
                : Cell.of(row.get(column));
    }

    private void pipelines(Html html, List<PipelineRecord> pipelines) {
        Sections.tellOfRest(
                html, pipelines.size(), data.experiment().pipelines().results().count(), "pipelines, the newest");
        PageTable table = new PageTable(
                "name", "run", "status", "dataset", "metric", "best validation", "best test", "started", "duration");
        for (PipelineRecord one : pipelines) {
            table.add(
                    Cell.of(one.name()),
                    Cell.of(one.run()),
                    Cell.of(one.status().word()),
                    Cell.of(one.dataset()),
                    Cell.of(one.metric()),
                    Cell.of(one.bestVal()),
                    Cell.of(one.bestTest()),
                    Cell.of(one.started()),
                    Cell.duration(one.duration()));
        }
        table.write(html);
    }
}
