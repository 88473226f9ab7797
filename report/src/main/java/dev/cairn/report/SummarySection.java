package dev.cairn.report;

import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.workspace.DiskUse;
import dev.cairn.workspace.RunSummary;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much there is, how long it took, how it stands. */
final class SummarySection {
    private final ReportData data;

    SummarySection(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        Sections.open(html, Sections.SUMMARY);
        PageTable table = new PageTable("what", "how many", "how they stand", "how long they took");
        table.add(Cell.of("results"), Cell.of(data.resultCount()), Cell.of(null), Cell.of(null));
        RunSummary runs = data.experiment().results().summary();
        String times = runs.longest().isZero()
                ? ""
                : Cell.length(runs.average()) + " on average, from " + Cell.length(runs.shortest()) + " to "
                        + Cell.length(runs.longest());
        String stands = runs.byStatus().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
        table.add(Cell.of("runs"), Cell.of(runs.total()), Cell.of(stands), Cell.of(times));
        pipelines(table);
        table.write(html);
        use(html);
    }

    private void pipelines(PageTable table) {
        Map<String, Long> stand;
        try (Stream<PipelineRecord> all = data.experiment().pipelines().results().stream()) {
            stand = all.collect(Collectors.groupingBy(one -> one.status().word(), TreeMap::new, Collectors.counting()));
        }
        long count = stand.values().stream().mapToLong(Long::longValue).sum();
        if (count > 0) {
            String words = stand.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            table.add(Cell.of("pipelines"), Cell.of(count), Cell.of(words), Cell.of(null));
        }
    }

    private void use(Html html) {
        DiskUse use = data.experiment().diskUse();
        html.element("p", Cell.size(use.bytes()) + " in the primary store:", "class", "note");
        PageTable table = new PageTable("kind", "how many", "bytes");
        use.documents()
                .forEach((kind, amount) -> table.add(
                        Cell.of("documents of the kind " + kind), Cell.of(amount.count()), Cell.bytes(amount.bytes())));
        add(table, "blobs", use.blobs());
        add(table, "journals", use.journals());
        table.write(html);
    }

    private static void add(PageTable table, String what, DiskUse.Amount amount) {
        if (amount.count() > 0) {
            table.add(Cell.of(what), Cell.of(amount.count()), Cell.bytes(amount.bytes()));
        }
    }
}
