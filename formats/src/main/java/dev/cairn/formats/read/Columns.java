package dev.cairn.formats.read;

import dev.cairn.model.Constraint;
import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts tables of numbers that belong together into one result; columns without a name are called x1, f1, g1 and so on. */
final class Columns {
    private final Problem.Builder problem;
    private final ReadOptions options;
    private final OptimizationResultBuilder result = OptimizationResult.builder();
    private final List<NumberTable> tables = new ArrayList<>();
    private final List<String> objectives = new ArrayList<>();

    Columns(String problem, ReadOptions options) {
        this.problem = Problem.builder(problem);
        this.options = options;
    }

    void variables(NumberTable table) {
        each(table, "x", (name, column) -> {
            problem.variable(Variable.real(name));
            result.variable(name, column);
        });
    }

    void objectives(NumberTable table) {
        each(table, "f", (name, column) -> {
            objectives.add(name);
            Direction direction = options.maximized().contains(name) ? Direction.MAXIMIZE : Direction.MINIMIZE;
            problem.objective(new Objective(name, direction, null));
            result.objective(name, column);
        });
    }

    void inequalities(NumberTable table) {
        each(table, "g", (name, column) -> {
            problem.constraint(Constraint.inequality(name));
            result.constraint(name, column);
        });
    }

    void equalities(NumberTable table) {
        each(table, "h", (name, column) -> {
            problem.constraint(Constraint.equality(name, 0));
            result.constraint(name, column);
        });
    }

    void observables(NumberTable table, String letter) {
        each(table, letter, (name, column) -> {
            problem.observable(Observable.of(name));
            result.observable(name, column);
        });
    }

    private void each(NumberTable table, String letter, NamedColumn use) {
        tables.add(table);
        for (int i = 0; i < table.columns().size(); i++) {
            use.take(letter + (i + 1), table.columns().get(i));
        }
    }

    /** All of it; tables of different numbers of rows and options that name no column are refused. */
    ReadResult read(String reader, List<String> notCarried) {
        NumberTable first = tables.get(0);
        List<String> lost = new ArrayList<>(notCarried);
        List<String> comments = new ArrayList<>();
        for (NumberTable table : tables) {
            if (table.rows() != first.rows()) {
                throw BadFile.whole(
                        first.file(),
                        "it has " + first.rows() + " rows, but '" + table.file() + "' beside it has " + table.rows()
                                + "; they are not of the same result, or one was cut off");
            }
            comments.addAll(table.comments());
            if (table.moreComments() > 0) {
                lost.add(table.moreComments() + " comments of " + table.file().getFileName());
            }
            if (!table.ended()) {
                lost.add("whether " + table.file().getFileName()
                        + " is whole: its last line has no end, so its last number may have been cut");
            }
        }
        OptionsCheck.objectives(first.file(), options, objectives);
        List<Path> files = tables.stream().map(NumberTable::file).toList();
        Origin.note(result, reader, files);
        if (!comments.isEmpty()) {
            result.metadata("comments", comments);
        }
        return new ReadResult(reader, files, result.problem(problem.build()).build(), lost);
    }

    /** Takes a column with its name. */
    @FunctionalInterface
    private interface NamedColumn {
        void take(String name, RealColumn column);
    }
}
