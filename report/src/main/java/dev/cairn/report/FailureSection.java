package dev.cairn.report;

import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.pipeline.PipelineStatus;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunError;
import java.util.List;

/** What failed, with what it said; what cannot be read; what runs complained of. */
final class FailureSection {
    private static final int MOST = 50;

    private final ReportData data;

    FailureSection(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        Sections.open(html, Sections.FAILURES);
        List<Run> failed = data.failedRuns().limit(MOST).list();
        List<PipelineRecord> pipelines = data.experiment()
                .pipelines()
                .results()
                .status(PipelineStatus.FAILED)
                .limit(MOST)
                .list();
        PageTable warnings = warnings();
        if (failed.isEmpty() && pipelines.isEmpty() && data.unreadable().isEmpty() && warnings.isEmpty()) {
            html.element("p", "Nothing failed.", "class", "note");
            return;
        }
        if (!failed.isEmpty()) {
            Sections.tellOfRest(html, failed.size(), data.failedRuns().count(), "runs that failed or are stale");
        }
        failed.forEach(run -> run(html, run));
        pipelines(html, pipelines);
        unreadable(html);
        if (!warnings.isEmpty()) {
            html.element("h3", "Warnings of the runs above");
            warnings.write(html);
        }
    }

    private static void run(Html html, Run run) {
        String name = run.record().name().map(one -> " (" + one + ")").orElse("");
        html.element("h3", "Run " + run.id() + name + ": " + run.status().word());
        RunError error = run.record().error().orElse(null);
        if (error == null) {
            html.element("p", "It did not say why.", "class", "note");
            return;
        }
        String message = error.message() == null ? "" : ": " + error.message();
        html.element("p", AxisNames.shortened(error.type() + message, 2000), "class", "bad");
        if (error.stack() != null) {
            html.open("details").element("summary", "Where it happened");
            html.element("pre", error.stack()).close("details");
        }
    }

    private static void pipelines(Html html, List<PipelineRecord> failed) {
        if (failed.isEmpty()) {
            return;
        }
        html.element("h3", "Pipelines that failed" + (failed.size() == MOST ? ", the first " + MOST : ""));
        PageTable table = new PageTable("name", "run", "started", "error");
        failed.forEach(one ->
                table.add(Cell.of(one.name()), Cell.of(one.run()), Cell.of(one.started()), Cell.of(one.error())));
        table.write(html);
    }

    private void unreadable(Html html) {
        if (data.unreadable().isEmpty()) {
            return;
        }
        html.element("h3", "Results that cannot be read");
        PageTable table = new PageTable("key", "why");
        data.unreadable().forEach((key, why) -> table.add(Cell.of(key), Cell.of(why)));
        table.write(html);
    }

    private PageTable warnings() {
        PageTable table = new PageTable("run", "warning");
        data.runs().stream()
                .flatMap(run ->
                        run.record().warnings().stream().map(warning -> List.of(Cell.of(run.id()), Cell.of(warning))))
                .limit(MOST)
                .forEach(table::add);
        return table;
    }
}
