package dev.cairn.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a result in any order; {@link #build()} checks that they fit and lists all that do not.
 *
 * <p>Arrays are copied when they are given. A column, result set or attachment given twice is refused; what a builder began with
 * ({@link OptimizationResult#toBuilder()}) is replaced. A matrix replaces all columns of its role. Can be used again after {@code build()}; not for use by several threads.
 */
public final class OptimizationResultBuilder {
    private @Nullable Problem problem;
    Solver solver = Solver.UNKNOWN;
    RunInfo run = RunInfo.UNKNOWN;
    Attributes environment = Attributes.empty();
    Attributes metadata = Attributes.empty();
    History history = History.EMPTY;
    final List<String> lineage = new ArrayList<>();
    final Set<String> tags = new LinkedHashSet<>();
    private final Map<ColumnName, Column> columns = new LinkedHashMap<>();
    private final Map<Role, RowMatrix> matrices = new EnumMap<>(Role.class);
    final Map<String, ResultSet> resultSets = new LinkedHashMap<>();
    final Map<String, Attachment> attachments = new LinkedHashMap<>();

    private final Set<String> given = new HashSet<>();
    private final Set<String> givenTwice = new LinkedHashSet<>();

    OptimizationResultBuilder() {}

    OptimizationResultBuilder(OptimizationResult result) {
        problem = result.problem();
        solver = result.solver();
        run = result.run();
        environment = result.environment();
        metadata = result.metadata();
        history = result.history();
        lineage.addAll(result.lineage());
        tags.addAll(result.tags());
        columns.putAll(result.columns());
        result.resultSets().forEach(set -> resultSets.put(set.name(), set));
        result.attachments().forEach(attachment -> attachments.put(attachment.name(), attachment));
    }

    /** Sets what was optimized. */
    public OptimizationResultBuilder problem(Problem problem) {
        this.problem = Checks.notNull(problem, "problem");
        return this;
    }

    /** Sets what found the solutions. */
    public OptimizationResultBuilder solver(Solver solver) {
        this.solver = Checks.notNull(solver, "solver");
        return this;
    }

    /** Sets when it ran and how much it did. */
    public OptimizationResultBuilder run(RunInfo run) {
        this.run = Checks.notNull(run, "run");
        return this;
    }

    /** Sets everything known about where it ran. */
    public OptimizationResultBuilder environment(Attributes environment) {
        this.environment = Checks.notNull(environment, "environment");
        return this;
    }

    /** Adds something known about where it ran; see {@link Attributes} for what is allowed. */
    public OptimizationResultBuilder environment(String name, @Nullable Object value) {
        environment = environment.with(name, value);
        return this;
    }

    /** Sets all metadata. */
    public OptimizationResultBuilder metadata(Attributes metadata) {
        this.metadata = Checks.notNull(metadata, "metadata");
        return this;
    }

    /** Adds one piece of metadata; see {@link Attributes} for what is allowed. */
    public OptimizationResultBuilder metadata(String name, @Nullable Object value) {
        metadata = metadata.with(name, value);
        return this;
    }

    /** Adds a word to find the result by. */
    public OptimizationResultBuilder tag(String tag) {
        tags.add(Checks.name(tag, "tag"));
        return this;
    }

    /** Adds the key of a result that this one was made from. */
    public OptimizationResultBuilder madeFrom(String key) {
        lineage.add(Checks.name(key, "key of a result that this one was made from"));
        return this;
    }

    /** Adds the values of a REAL variable, one per solution. */
    public OptimizationResultBuilder variable(String name, double... values) {
        return variable(name, RealColumn.of(values));
    }

    /** Adds the values of a variable, in the column that its type asks for. */
    public OptimizationResultBuilder variable(String name, Column column) {
        return column(ColumnName.variable(name), column);
    }

    /** Adds the values of an objective, as they are, not negated. */
    public OptimizationResultBuilder objective(String name, double... values) {
        return objective(name, RealColumn.of(values));
    }

    /** Adds the values of an objective, as they are, not negated. */
    public OptimizationResultBuilder objective(String name, RealColumn column) {
        return column(ColumnName.objective(name), column);
    }

    /** Adds the values of a constraint, by the sign rule of {@link Constraint}. */
    public OptimizationResultBuilder constraint(String name, double... values) {
        return constraint(name, RealColumn.of(values));
    }

    /** Adds the values of a constraint, by the sign rule of {@link Constraint}. */
    public OptimizationResultBuilder constraint(String name, RealColumn column) {
        return column(ColumnName.constraint(name), column);
    }

    /** Adds the values of an observable. */
    public OptimizationResultBuilder observable(String name, double... values) {
        return observable(name, RealColumn.of(values));
    }

    /** Adds the values of an observable, in a column of any type. */
    public OptimizationResultBuilder observable(String name, Column column) {
        return column(ColumnName.observable(name), column);
    }

    /** Adds how the evaluation of each solution ended; null where it is missing. */
    public OptimizationResultBuilder status(@Nullable String... values) {
        return status(TextColumn.of(values));
    }

    /** Adds how the evaluation of each solution ended. */
    public OptimizationResultBuilder status(TextColumn column) {
        return column(ColumnName.STATUS, column);
    }

    /** Adds a column under its full name. */
    public OptimizationResultBuilder column(ColumnName name, Column column) {
        Checks.notNull(name, "name");
        note(name.toString());
        columns.put(name, Checks.notNull(column, "column " + name));
        return this;
    }

    /**
     * Adds all variables, solution by solution, each row in the order of declaration. Whole numbers up to 2 to the power of 53 are
     * taken for INTEGER variables; the other types need columns.
     */
    public OptimizationResultBuilder variables(double[][] rows) {
        return matrix(Role.VARIABLE, rows);
    }

    /** Adds all objectives, solution by solution, each row in the order of declaration. */
    public OptimizationResultBuilder objectives(double[][] rows) {
        return matrix(Role.OBJECTIVE, rows);
    }

    /** Adds all constraints, solution by solution, each row in the order of declaration. */
    public OptimizationResultBuilder constraints(double[][] rows) {
        return matrix(Role.CONSTRAINT, rows);
    }

    private void note(String part) {
        if (!given.add(part)) {
            givenTwice.add(part);
        }
    }

    private OptimizationResultBuilder matrix(Role role, double[][] rows) {
        matrices.put(role, new RowMatrix(role, rows));
        columns.keySet().removeIf(name -> name.role() == role);
        return this;
    }

    /** Adds a named subset of the rows. */
    public OptimizationResultBuilder resultSet(ResultSet set) {
        note("result set " + Checks.show(Checks.notNull(set, "set").name()));
        resultSets.put(set.name(), set);
        return this;
    }

    /** Sets what the solver told of itself generation by generation. */
    public OptimizationResultBuilder history(History history) {
        this.history = Checks.notNull(history, "history");
        return this;
    }

    /** Adds a piece of content. */
    public OptimizationResultBuilder attachment(Attachment attachment) {
        note("attachment "
                + Checks.show(Checks.notNull(attachment, "attachment").name()));
        attachments.put(attachment.name(), attachment);
        return this;
    }

    /** The result; where parts are missing or do not fit, all of it is told in one {@link IllegalArgumentException}. */
    public OptimizationResult build() {
        if (problem == null) {
            throw new IllegalArgumentException(
                    "The result has no problem; give one with problem(Problem.builder(name)...build())");
        }
        List<String> problems = new ArrayList<>();
        givenTwice.forEach(name -> problems.add(name + " is given twice; give it once"));
        Map<ColumnName, Column> all = new LinkedHashMap<>();
        for (RowMatrix matrix : matrices.values()) {
            all.putAll(matrix.columns(problem, problems));
        }
        all.putAll(columns);
        boolean rowsAreKnown = problems.isEmpty();
        Map<ColumnName, Column> aligned = new Alignment(problem, problems).align(all);
        if (rowsAreKnown) {
            checkResultSets(all, problems);
        }
        Checks.refuse("The result of " + Checks.show(problem.name()) + " cannot be built", problems);
        return new OptimizationResult(this, problem, aligned);
    }

    private void checkResultSets(Map<ColumnName, Column> all, List<String> problems) {
        int rows = all.values().stream().mapToInt(Column::rows).max().orElse(0);
        resultSets.values().forEach(set -> {
            int last = set.rows().max().orElse(-1);
            if (last >= rows) {
                problems.add("the result set " + Checks.show(set.name()) + " names row " + last + ", but there are "
                        + rows + " rows, counted from 0; leave out rows that do not exist");
            }
        });
    }
}
