package dev.cairn.cli;

import dev.cairn.ResultInfo;
import dev.cairn.query.Criterion;
import dev.cairn.query.FieldRow;
import dev.cairn.query.Group;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The best results. */
@Command(
        name = "top",
        description =
                "The results that are highest, or lowest, in a field; those that have no such field are left out.")
final class TopCommand extends CairnCommand {
    private static final int USUAL = 10;

    @Parameters(
            paramLabel = "FIELD",
            description = "The field: metadata.hv, run.evaluations; 'query --list-fields' lists all.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String field;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "So many, or so many of each group; 10 if nothing is said.")
    private int limit = USUAL;

    @Option(names = "--lowest", description = "The lowest first, not the highest.")
    private boolean lowest;

    @Option(names = "--by", paramLabel = "FIELD", description = "The best of each group: solver.name")
    private @Nullable String group;

    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "Only those: \"problem.name = 'ZDT1'\"")
    private String where = "";

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Refusal(ExitCode.USAGE, "--limit is at least 1, not " + limit + ".");
        }
        Criterion there = QueryText.criterion(where).and(Criterion.exists(field));
        Query query = Query.where(there).orderBy(lowest ? Order.ascending(field) : Order.descending(field));
        try (OpenStore store = reading()) {
            String none =
                    "No result has a field '" + field + "'; 'cairn query --list-fields' lists those that there are.";
            if (group == null) {
                Set<String> fields =
                        new LinkedHashSet<>(List.of(field, "problem.name", "solver.name", "solver.seed", "tags"));
                List<FieldRow> rows = store.results()
                        .results()
                        .select(query.limit(limit), List.copyOf(fields))
                        .items();
                List<String> columns = new ArrayList<>(List.of("key"));
                columns.addAll(fields);
                output().table(Table.of(columns, rows.stream().map(QueryCommand::row)), none);
            } else {
                List<Group<ResultInfo>> groups = store.results().results().best(limit, group, query);
                output().table(best(group, groups), none);
            }
        }
        return ExitCode.OK;
    }

    private static Table best(String group, List<Group<ResultInfo>> groups) {
        List<String> columns = new ArrayList<>(List.of(group));
        columns.addAll(ResultTable.COLUMNS);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Group<ResultInfo> one : groups) {
            for (ResultInfo item : one.items()) {
                List<@Nullable Object> row = new ArrayList<>();
                row.add(one.value());
                row.addAll(ResultTable.row(item));
                rows.add(row);
            }
        }
        return Table.of(columns, rows.stream());
    }
}
