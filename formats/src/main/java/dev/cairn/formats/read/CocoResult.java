package dev.cairn.formats.read;

import dev.cairn.model.Column;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.model.TextColumn;
import dev.cairn.model.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a result of a run of COCO: the rows become the history, and the last of them, where it has variables, the one solution.
 *
 * @param name of the result among those of the info file
 * @param notCarried is added to
 */
record CocoResult(
        String name,
        CocoInfo.Group group,
        CocoInfo.Run run,
        List<Path> files,
        ReadOptions options,
        List<String> notCarried) {
    private static final String MEASURED = "measured fitness";

    CocoResult {
        files = List.copyOf(files);
    }

    /** The result with its data, or without where there is no data file. */
    ReadResult read(CocoRuns.@Nullable Run data) {
        String given = options.problem();
        Problem.Builder problem = Problem.builder(given == null ? name : given);
        String suite = group.of("suite");
        if (suite != null) {
            problem.suite(suite);
        }
        OptimizationResultBuilder result = OptimizationResult.builder();
        List<String> lost = new ArrayList<>(
                List.of("bounds of the variables", "the settings and the seed of the algorithm, and the times"));
        if (data != null) {
            data(data, problem, result, lost);
        }
        lost.addAll(notCarried);
        Origin.note(result, "coco", files);
        describe(data, result);
        return new ReadResult("coco", files, result.problem(problem.build()).build(), lost);
    }

    private void describe(CocoRuns.@Nullable Run data, OptimizationResultBuilder result) {
        Map<String, @Nullable Object> described = new LinkedHashMap<>(group.described());
        described.put("instance", run.instance());
        described.put("evaluations", run.evaluations());
        if (run.reached() != null) {
            described.put("reached", run.reached());
        }
        if (data != null && data.best() != null) {
            described.put("fopt", data.best());
        }
        if (!group.comments().isEmpty()) {
            described.put("comments", group.comments());
        }
        result.metadata("coco", described);
        result.run(RunInfo.UNKNOWN.withEvaluations(run.evaluations()));
        String algorithm = group.of("algId", "algorithm");
        if (algorithm != null && !algorithm.isBlank()) {
            result.solver(Solver.of(algorithm));
        }
    }

    private static void data(
            CocoRuns.Run data, Problem.Builder problem, OptimizationResultBuilder result, List<String> lost) {
        int named = data.names().size();
        List<List<String>> rows = data.rows();
        if (rows.isEmpty()) {
            lost.add("evaluations: none were noted");
            return;
        }
        History.Builder history = History.builder();
        for (int i = 0; i < named; i++) {
            history.column(data.names().get(i), column(data.names().get(i), rows, i));
        }
        List<String> last = rows.get(rows.size() - 1);
        for (int i = 0; i < data.variables(); i++) {
            String name = "x" + (i + 1);
            history.column(name, reals(rows, named + i));
            problem.variable(Variable.real(name));
            result.variable(name, RealColumn.of(Numbers.real(last.get(named + i))));
        }
        result.history(history.build());
        int measured = data.names().indexOf(MEASURED);
        if (data.variables() > 0 && measured >= 0) {
            problem.objective(Objective.minimize("f"));
            result.objective("f", RealColumn.of(Numbers.real(last.get(measured))));
        } else {
            lost.add("solutions: the file has none");
        }
    }

    /** Numbers of evaluations are whole; digits that stand for one constraint each are a text. */
    private static Column column(String name, List<List<String>> rows, int index) {
        if (name.contains("g-values")) {
            return TextColumn.of(rows.stream().map(row -> row.get(index)).toList());
        }
        boolean whole = name.endsWith("evaluations") && rows.stream().allMatch(row -> Numbers.isWhole(row.get(index)));
        return whole
                ? LongColumn.of(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.get(index)))
                        .toArray())
                : reals(rows, index);
    }

    private static RealColumn reals(List<List<String>> rows, int index) {
        return RealColumn.of(
                rows.stream().mapToDouble(row -> Numbers.real(row.get(index))).toArray());
    }
}
