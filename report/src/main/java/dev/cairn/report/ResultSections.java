package dev.cairn.report;

import dev.cairn.ResultInfo;
import java.util.List;
import java.util.Locale;

/** The comparison of results, and the table of all of them. */
final class ResultSections {
    private static final int MOST_PROBLEMS = 6;

    private final ReportData data;

    ResultSections(ReportData data) {
        this.data = data;
    }

    void write(Html html) {
        comparison(html);
        Sections.open(html, Sections.RESULTS);
        PageTable table = new PageTable(
                "key", "problem", "solver", "seed", "solutions", "bytes", "created", "updated", "tier", "tags");
        for (ResultInfo one : data.results()) {
            table.add(
                    Cell.of(one.key()),
                    Cell.of(one.problem()),
                    Cell.of(one.solver()),
                    Cell.of(one.seed()),
                    Cell.of(one.rows()),
                    Cell.bytes(one.bytes()),
                    Cell.of(one.created()),
                    Cell.of(one.updated()),
                    Cell.of(one.tier().name().toLowerCase(Locale.ROOT)),
                    Cell.of(String.join(", ", one.tags())));
        }
        tellOf(html, table, data.results().size(), data.resultCount());
        table.write(html);
    }

    private static void tellOf(Html html, PageTable table, int shown, long all) {
        if (table.isEmpty()) {
            html.element("p", "There is no result.", "class", "note");
        }
        Sections.tellOfRest(html, shown, all, "results, the newest");
    }

    private void comparison(Html html) {
        Sections.open(html, Sections.COMPARISON);
        List<List<NamedResult>> byProblem = data.byProblem();
        if (byProblem.isEmpty()) {
            html.element("p", "There is no result with objectives to compare.", "class", "note");
        }
        Sections.tellOfRest(html, data.loaded().size(), data.resultCount(), "results, the newest, are compared");
        if (data.passedOver() > 0) {
            html.element(
                    "p",
                    data.passedOver() + " of the newest results have too many solutions to be compared here.",
                    "class",
                    "note");
        }
        Figures figures = new Figures();
        byProblem.stream()
                .limit(MOST_PROBLEMS)
                .forEach(results -> new ProblemSection(data, results, figures).write(html));
        Sections.tellOfRest(html, Math.min(MOST_PROBLEMS, byProblem.size()), byProblem.size(), "problems");
    }
}
