package dev.cairn.cli;

import dev.cairn.query.FieldRow;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a query. */
@Command(
        name = "query",
        description = "Finds results by a query: \"problem.name = 'ZDT1' order by metadata.hv desc limit 10\".")
final class QueryCommand extends CairnCommand {
    private static final String NONE = "No result is like that.";

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The query; all results if there is none.")
    private String text = "";

    @Option(
            names = {"-f", "--fields"},
            paramLabel = "NAME",
            split = ",",
            description = "These fields: solver.seed,metadata.hv")
    private @Nullable List<String> fields;

    @Option(names = "--list-fields", description = "Which fields there are, of which types, with which values.")
    private boolean listFields;

    @Option(names = "--count", description = "Only how many there are.")
    private boolean count;

    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            if (listFields) {
                output().table(
                                FieldTable.of(store.results().results().fields()),
                                "There are no results, and so no fields.");
            } else if (count) {
                Query query = QueryText.query(text);
                long found = store.results().results().count(query.criterion());
                output().table(Table.of(List.of("count"), Stream.of(Table.row(found))), "");
            } else {
                answer(store);
            }
        }
        return ExitCode.OK;
    }

    private void answer(OpenStore store) {
        Query query = QueryText.query(text);
        if (fields == null) {
            pages.print(output(), query, store.results()::queryResults, ResultTable::of, NONE);
        } else {
            List<String> wanted = fields;
            List<String> columns = new ArrayList<>(List.of("key"));
            columns.addAll(wanted);
            pages.print(
                    output(),
                    query,
                    page -> store.results().results().select(page, wanted),
                    rows -> Table.of(columns, rows.map(QueryCommand::row)),
                    NONE);
        }
    }

    static List<@Nullable Object> row(FieldRow row) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(row.key().id());
        row.values()
                .values()
                .forEach(values -> cells.add(values.isEmpty() ? null : values.size() == 1 ? values.get(0) : values));
        return cells;
    }
}
