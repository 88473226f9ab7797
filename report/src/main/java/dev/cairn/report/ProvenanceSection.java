package dev.cairn.report;

import dev.cairn.model.Attributes;
import dev.cairn.model.Solver;
import dev.cairn.workspace.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By which code, software and machines the runs and results of the report were made, and how many by each. */
final class ProvenanceSection {
    private final ReportData data;
    private final Map<List<String>, Integer> counts = new LinkedHashMap<>();

    ProvenanceSection(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        Sections.open(html, Sections.PROVENANCE);
        data.runs().forEach(run -> add(run.record().provenance()));
        data.loaded().forEach(result -> {
            Solver solver = result.result().solver();
            count("results", "solver", solver.name() + (solver.version() == null ? "" : " " + solver.version()));
            values("results", "", result.result().environment());
        });
        if (counts.isEmpty()) {
            html.element("p", "Nothing is known of it.", "class", "note");
            return;
        }
        html.element("p", "Of the runs in the table and the results that are compared.", "class", "note");
        List<Map.Entry<List<String>, Integer>> all = new ArrayList<>(counts.entrySet());
        int shown = Math.min(all.size(), data.options().rows());
        Sections.tellOfRest(html, shown, all.size(), "values");
        PageTable table = new PageTable("of", "what", "value", "how many");
        all.stream()
                .limit(shown)
                .forEach(entry -> table.add(
                        Cell.of(entry.getKey().get(0)),
                        Cell.of(entry.getKey().get(1)),
                        Cell.of(entry.getKey().get(2)),
                        Cell.of(entry.getValue())));
        table.write(html);
    }

    private void add(Provenance provenance) {
        count("runs", "code", provenance.codeHash());
        count("runs", "host", provenance.host());
        values("runs", "version of ", provenance.versions());
        values("runs", "", provenance.extra());
    }

    private void values(String of, String prefix, Attributes values) {
        values.asMap().forEach((name, value) -> count(of, prefix + name, value));
    }

    private void count(String of, String what, @Nullable Object value) {
        if (value != null) {
            counts.merge(List.of(of, what, value.toString()), 1, Integer::sum);
        }
    }
}
