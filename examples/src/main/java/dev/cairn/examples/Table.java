package dev.cairn.examples;

import dev.cairn.ResultInfo;
import dev.cairn.SaveReceipt;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Variable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of text below a header, as {@link Report} prints them; makes those that the quickstart shows. */
record Table(List<String> header, List<List<String>> rows) {
    private static final int DIGITS_SHOWN = 12;

    Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** What each run did. */
    static Table ofRuns(Collection<OptimizationResult> results) {
        return new Table(
                List.of("seed", "evaluations", "generations", "time", "solutions", "Pareto front"),
                results.stream().map(Table::run).toList());
    }

    private static List<String> run(OptimizationResult result) {
        return List.of(
                orUnknown(result.solver().seed()),
                orUnknown(result.run().evaluations()),
                Report.count(result.history().rows()),
                Report.duration(result.run().duration().orElse(Duration.ZERO)),
                Report.count(result.rows()),
                Report.count(result.resultSet("pareto_front").size()));
    }

    /** What each save did. */
    static Table ofReceipts(Collection<SaveReceipt> receipts) {
        return new Table(
                List.of("key", "size", "SHA-256", "second store"),
                receipts.stream()
                        .map(receipt -> List.of(
                                receipt.key(),
                                Report.bytes(receipt.bytes()),
                                receipt.digest().substring(0, DIGITS_SHOWN) + "...",
                                Report.word(receipt.replica())))
                        .toList());
    }

    /** What a listing says of each result. */
    static Table ofListing(Collection<ResultInfo> infos) {
        return new Table(
                List.of("key", "problem", "solver", "seed", "solutions", "columns", "result sets", "payload in"),
                infos.stream()
                        .map(info -> List.of(
                                info.key(),
                                info.problem(),
                                info.solver(),
                                orUnknown(info.seed()),
                                Report.count(info.rows()),
                                Report.count(info.columns().size()),
                                String.join(", ", info.resultSets()),
                                Report.word(info.tier())))
                        .toList());
    }

    /** The solutions in these rows of a result, with all variables and objectives in their units. */
    static Table ofSolutions(OptimizationResult result, List<Integer> chosen) {
        List<String> header = new ArrayList<>(List.of("row"));
        for (Variable variable : result.problem().variables()) {
            header.add(withUnit(variable.name(), variable.unit()));
        }
        for (Objective objective : result.problem().objectives()) {
            header.add(withUnit(objective.name(), objective.unit()));
        }
        return new Table(
                header, chosen.stream().map(row -> solution(result, row)).toList());
    }

    private static List<String> solution(OptimizationResult result, int row) {
        List<String> cells = new ArrayList<>(List.of(Report.count(row)));
        for (var column : result.columns().values()) {
            cells.add(column.value(row) instanceof Double value ? Report.number(value) : "-");
        }
        return cells;
    }

    private static String withUnit(String name, @Nullable String unit) {
        return unit == null ? name : name + " [" + unit + "]";
    }

    private static String orUnknown(@Nullable Long count) {
        return count == null ? "?" : Report.count(count);
    }
}
