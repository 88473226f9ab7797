package dev.cairn.cli;

import dev.cairn.ResultInfo;
import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists results. */
@Command(name = "list", aliases = "ls", description = "Lists results, the newest first.")
final class ListCommand extends CairnCommand {
    @Option(
            names = {"-w", "--where"},
            paramLabel = "TEXT",
            description = "Only those: \"problem.name = 'ZDT1' and solver.seed < 5\".")
    private @Nullable String where;

    @Option(names = "--keys", description = "Only the keys, in no order; opens no document.")
    private boolean keys;

    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            if (keys) {
                keys(store);
                return ExitCode.OK;
            }
            DocumentQueries<ResultInfo> results = store.results().results();
            Query query = Query.where(where == null ? Criterion.all() : Reports.criterion(where))
                    .orderBy(Order.descending("created"));
            String none = "No results" + (where == null ? "" : " of which this holds") + " in experiment '"
                    + store.experimentId() + "' of " + store.whole().tiers().location() + ".";
            pages.print(output(), query, results::page, ResultTable::of, none);
        }
        return ExitCode.OK;
    }

    private void keys(OpenStore store) {
        if (where != null) {
            throw new Refusal(ExitCode.USAGE, "Give --keys or --where; a condition opens the documents.");
        }
        try (Stream<String> all = store.results().streamResults()) {
            Stream<String> shown = pages.isAll() ? all : all.limit(pages.limit());
            output().table(
                            Table.of(List.of("key"), shown.map(key -> Table.row(key))),
                            "No results in experiment '" + store.experimentId() + "'.");
        }
    }
}
