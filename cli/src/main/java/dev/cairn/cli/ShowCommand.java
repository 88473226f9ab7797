package dev.cairn.cli;

import dev.cairn.LoadInfo;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.ResultInfo;
import dev.cairn.model.Attachment;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.ResultSet;
import dev.cairn.model.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one result. */
@Command(name = "show", description = "Shows a result: what it says of itself, and its first solutions.")
final class ShowCommand extends CairnCommand {
    private static final int USUAL_ROWS = 10;

    @Parameters(paramLabel = "KEY", description = "The key of the result.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String key;

    @Option(names = "--rows", paramLabel = "N", description = "So many solutions; 10 if nothing is said.")
    private int rows = USUAL_ROWS;

    @Option(names = "--set", paramLabel = "NAME", description = "Only solutions of this set of them.")
    private @Nullable String set;

    @Option(names = "--solutions", description = "The solutions alone.")
    private boolean solutions;

    @Option(names = "--history", description = "The history instead of the solutions.")
    private boolean history;

    @Override
    public Integer call() {
        if (rows < 0) {
            throw new Refusal(ExitCode.USAGE, "--rows is zero or more, not " + rows + ".");
        }
        try (OpenStore store = reading()) {
            ResultInfo info = store.results().resultInfo(key);
            Loaded loaded = store.results().load(key, LoadOptions.defaults());
            OptimizationResult result = loaded.result();
            IntStream wanted = wanted(result);
            if (solutions || history) {
                output().table(history ? history(result) : solutions(result, wanted), "There are none.");
                return ExitCode.OK;
            }
            output().properties(properties(info, loaded.info(), result));
            if (output().format() == Output.Format.TEXT && rows > 0 && result.rows() > 0) {
                terminal().out().println();
                output().table(solutions(result, wanted), "There are none.");
                int shown = Math.min(rows, result.rows());
                if (shown < result.rows()) {
                    output().note(shown + " of " + result.rows() + " solutions; --rows N shows more.");
                }
            }
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> properties(ResultInfo info, LoadInfo load, OptimizationResult result) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("key", info.key());
        all.put("problem", info.problem());
        all.put(
                "objectives",
                result.problem().objectives().stream()
                        .map(ShowCommand::objective)
                        .toList());
        all.put("variables", result.variableNames().size());
        all.put("constraints", result.problem().constraints().size());
        all.put("solver", info.solver());
        all.put("version", result.solver().version());
        all.put("seed", info.seed());
        all.put("parameters", result.solver().parameters());
        all.put("evaluations", result.run().evaluations());
        all.put("started", result.run().started());
        all.put("duration", result.run().duration());
        all.put("termination", result.run().termination());
        all.put("solutions", info.rows());
        all.put("sets", sets(result));
        all.put("generations", result.history().rows());
        all.put(
                "attachments",
                result.attachments().stream().map(Attachment::name).toList());
        all.put("tags", info.tags());
        all.put("lineage", result.lineage());
        all.put("metadata", result.metadata());
        all.put("saved_with", info.metadata());
        all.put("environment", result.environment());
        all.put("created", info.created());
        all.put("updated", info.updated());
        all.put("revision", info.revision());
        all.put("bytes", new Cells.Bytes(info.bytes()));
        all.put("digest", info.digest());
        all.put("tier", ResultTable.word(info.tier()));
        all.put("read_from", ResultTable.word(load.source()));
        all.values().removeIf(value -> value == null);
        return all;
    }

    private static String objective(Objective objective) {
        String unit = objective.unit() == null ? "" : " [" + objective.unit() + "]";
        return objective.name() + unit + " (" + objective.direction().name().toLowerCase(Locale.ROOT) + ")";
    }

    private static Map<String, Object> sets(OptimizationResult result) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        result.resultSets().forEach(rows -> sizes.put(rows.name(), rows.size()));
        return sizes;
    }

    private Table solutions(OptimizationResult result, IntStream wanted) {
        List<ColumnName> names = new ArrayList<>(result.columns().keySet());
        if (output().format() == Output.Format.TEXT) {
            // Of many variables not all find room.
            names.sort(Comparator.comparingInt(name -> name.role() == Role.VARIABLE ? 1 : 0));
        }
        List<Column> columns = names.stream().map(result::column).toList();
        return table(names.stream().map(ColumnName::name).toList(), columns, wanted, "row");
    }

    private IntStream wanted(OptimizationResult result) {
        if (set == null) {
            return IntStream.range(0, result.rows());
        }
        ResultSet chosen = result.resultSets().stream()
                .filter(one -> one.name().equals(set))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ExitCode.NOT_FOUND,
                        "The result '" + key + "' has no set '" + set + "'; it has "
                                + sets(result).keySet() + "."));
        return chosen.rows();
    }

    private Table history(OptimizationResult result) {
        Map<String, Column> columns = result.history().columns();
        return table(
                List.copyOf(columns.keySet()),
                List.copyOf(columns.values()),
                IntStream.range(0, result.history().rows()),
                "record");
    }

    /** Programs get all rows, people as many as they asked for. */
    private Table table(List<String> names, List<Column> columns, IntStream wanted, String number) {
        List<String> headings = new ArrayList<>(List.of(number));
        headings.addAll(names);
        Stream<Integer> shown = wanted.boxed();
        if (output().format() == Output.Format.TEXT) {
            shown = shown.limit(Math.max(0, rows));
        }
        return Table.of(headings, shown.map(row -> {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(row);
            columns.forEach(column -> cells.add(column.value(row)));
            return cells;
        }));
    }
}
