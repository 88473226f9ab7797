package dev.cairn.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one run of an optimizer found: the problem, the solver, and its solutions column by column.
 *
 * <p>Row {@code i} of every column is one solution. Whatever the problem declares may have a column, nothing else does, and all
 * are equally long. Values are stored as given, never negated. Immutable to the bottom and safe to share between threads; two
 * results are equal where every part is, doubles bit for bit.
 */
public final class OptimizationResult {
    private final Problem problem;
    private final Solver solver;
    private final RunInfo run;
    private final Attributes environment;
    private final Attributes metadata;
    private final Set<String> tags;
    private final List<String> lineage;
    private final Map<ColumnName, Column> columns;
    private final Map<String, ResultSet> resultSets;
    private final History history;
    private final Map<String, Attachment> attachments;

    /** Takes what a builder has checked. */
    OptimizationResult(OptimizationResultBuilder checked, Problem problem, Map<ColumnName, Column> columns) {
        this.problem = problem;
        this.solver = checked.solver;
        this.run = checked.run;
        this.environment = checked.environment;
        this.metadata = checked.metadata;
        this.tags = Collections.unmodifiableSet(new LinkedHashSet<>(checked.tags));
        this.lineage = List.copyOf(checked.lineage);
        this.columns = columns;
        this.resultSets = Collections.unmodifiableMap(new LinkedHashMap<>(checked.resultSets));
        this.history = checked.history;
        this.attachments = Collections.unmodifiableMap(new LinkedHashMap<>(checked.attachments));
    }

    /** Starts a result with nothing in it; only the problem must be given. */
    public static OptimizationResultBuilder builder() {
        return new OptimizationResultBuilder();
    }

    /** Starts a result with everything that is in this one. */
    public OptimizationResultBuilder toBuilder() {
        return new OptimizationResultBuilder(this);
    }

    /** What was optimized. */
    public Problem problem() {
        return problem;
    }

    /** What found the solutions; {@link Solver#UNKNOWN} where nobody said. */
    public Solver solver() {
        return solver;
    }

    /** When it ran and how much it did; {@link RunInfo#UNKNOWN} where nobody said. */
    public RunInfo run() {
        return run;
    }

    /** Where it ran: machine, versions, commit. */
    public Attributes environment() {
        return environment;
    }

    /** Whatever else the user wants to keep with it. */
    public Attributes metadata() {
        return metadata;
    }

    /** Words to find it by, in the order in which they were given; unmodifiable. */
    public Set<String> tags() {
        return tags;
    }

    /** The keys of the results that it was made from; unmodifiable. */
    public List<String> lineage() {
        return lineage;
    }

    /** The number of solutions, 0 where there is no column. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.values().iterator().next().rows();
    }

    /** All columns in the order of declaration: variables, objectives, constraints, observables, status; unmodifiable. */
    public Map<ColumnName, Column> columns() {
        return columns;
    }

    /** The column of this full name; one that the problem does not declare or the result does not hold is refused. */
    public Column column(ColumnName name) {
        Column column = columns.get(Checks.notNull(name, "name"));
        if (column != null) {
            return column;
        }
        boolean declared = problem.names(name.role()).contains(name.name());
        List<String> held = columns.keySet().stream()
                .filter(other -> other.role() == name.role())
                .map(ColumnName::name)
                .toList();
        throw new IllegalArgumentException(
                declared
                        ? "The result holds no column " + name
                                + ", although it may: none was given, or only others were" + " loaded. It holds the "
                                + name.role().folder() + " " + Checks.known(held)
                        : "There is no " + name.role().word() + " " + Checks.show(name.name()) + " in the problem "
                                + Checks.show(problem.name()) + "; it declares "
                                + Checks.known(problem.names(name.role())));
    }

    /** The values of a variable; the type of the column follows from the type of the variable. */
    public Column variable(String name) {
        return column(ColumnName.variable(name));
    }

    /** The values of an objective, as given. */
    public RealColumn objective(String name) {
        return (RealColumn) column(ColumnName.objective(name));
    }

    /** The values of a constraint, by the sign rule of {@link Constraint}. */
    public RealColumn constraint(String name) {
        return (RealColumn) column(ColumnName.constraint(name));
    }

    /** The values of an observable. */
    public Column observable(String name) {
        return column(ColumnName.observable(name));
    }

    /** How the evaluation of each solution ended, where the solver says so. */
    public Optional<TextColumn> status() {
        return Optional.ofNullable((TextColumn) columns.get(ColumnName.STATUS));
    }

    /** The declared names of the variables. */
    public List<String> variableNames() {
        return problem.names(Role.VARIABLE);
    }

    /** The declared names of the objectives. */
    public List<String> objectiveNames() {
        return problem.names(Role.OBJECTIVE);
    }

    /** One solution with its values by name, for printing. */
    public Solution solution(int row) {
        Checks.row(row, rows());
        return new Solution(
                row,
                cells(Role.VARIABLE, row),
                cells(Role.OBJECTIVE, row),
                cells(Role.CONSTRAINT, row),
                cells(Role.OBSERVABLE, row),
                status().map(column -> column.value(row)).orElse(null));
    }

    private Map<String, @Nullable Object> cells(Role role, int row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            if (name.role() == role) {
                cells.put(name.name(), column.value(row));
            }
        });
        return cells;
    }

    /** The same with one more result set, such as {@link #paretoFront()}; one of the same name is replaced. */
    public OptimizationResult withResultSet(ResultSet set) {
        return toBuilder().resultSet(set).build();
    }

    /** The result sets in the order in which they were given; unmodifiable. */
    public List<ResultSet> resultSets() {
        return List.copyOf(resultSets.values());
    }

    /** The result set of this name; an unknown name is refused with the known ones. */
    public ResultSet resultSet(String name) {
        return named(resultSets, "result set", name);
    }

    /**
     * The rows that satisfy every constraint, as a set named {@code feasible}; all rows where there is no constraint. The column
     * of every declared constraint is needed.
     */
    public ResultSet feasible() {
        IntStream rows = IntStream.range(0, rows());
        for (Constraint constraint : problem.constraints()) {
            RealColumn values = constraint(constraint.name());
            rows = rows.filter(row -> !values.isMissing(row) && constraint.satisfiedBy(values.get(row)));
        }
        return ResultSet.of("feasible", rows.toArray())
                .withMadeBy("cairn")
                .withMethod("rows that satisfy every constraint");
    }

    /**
     * The rows that no other row dominates, as a set named {@code pareto_front}, among the feasible rows where there are
     * constraints.
     *
     * <p>A row dominates another where it is at least as good in every objective, by its direction, and better in one. Infinities
     * compare as numbers, equal rows all stay, and a row with a missing or NaN objective takes no part. The columns of all
     * objectives and constraints are needed; a problem without objectives is an {@link IllegalStateException}.
     */
    public ResultSet paretoFront() {
        if (problem.objectives().isEmpty()) {
            throw new IllegalStateException("The problem " + Checks.show(problem.name())
                    + " declares no objectives, so no row is better than another");
        }
        boolean constrained = !problem.constraints().isEmpty();
        int[] front = ParetoFront.among(
                feasible().rows().toArray(),
                objectiveNames().stream().map(this::objective).toList(),
                problem.objectives().stream().map(Objective::direction).toList());
        ResultSet set =
                ResultSet.of("pareto_front", front).withMadeBy("cairn").withMethod("rows that no other row dominates");
        return constrained ? set.withParent("feasible") : set;
    }

    /** What the solver told of itself generation by generation; {@link History#EMPTY} where there is none. */
    public History history() {
        return history;
    }

    /** The attachments in the order in which they were given; unmodifiable. */
    public List<Attachment> attachments() {
        return List.copyOf(attachments.values());
    }

    /** The attachment of this name; an unknown name is refused with the known ones. */
    public Attachment attachment(String name) {
        return named(attachments, "attachment", name);
    }

    private static <T> T named(Map<String, T> known, String what, String name) {
        T one = known.get(Checks.notNull(name, what + " name"));
        if (one == null) {
            throw new IllegalArgumentException(
                    "The result has no " + what + " " + Checks.show(name) + "; it has " + Checks.known(known.keySet()));
        }
        return one;
    }

    /** An estimate of the heap that the result takes, for the weigher of a cache; content in files does not count. */
    public long sizeInBytes() {
        long size = 1024 + environment.sizeInBytes() + metadata.sizeInBytes() + history.sizeInBytes();
        size += solver.parameters().sizeInBytes() + Weights.texts(tags) + Weights.texts(lineage);
        for (Role role : Role.values()) {
            size += 200L * problem.names(role).size();
        }
        size += columns.values().stream().mapToLong(Column::sizeInBytes).sum();
        size += resultSets.values().stream().mapToLong(ResultSet::sizeInBytes).sum();
        return size
                + attachments.values().stream()
                        .mapToLong(Attachment::sizeInBytes)
                        .sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof OptimizationResult result
                        && problem.equals(result.problem)
                        && solver.equals(result.solver)
                        && run.equals(result.run)
                        && environment.equals(result.environment)
                        && metadata.equals(result.metadata)
                        && tags.equals(result.tags)
                        && lineage.equals(result.lineage)
                        && resultSets.equals(result.resultSets)
                        && attachments.equals(result.attachments)
                        && history.equals(result.history)
                        && columns.equals(result.columns));
    }

    @Override
    public int hashCode() {
        return Objects.hash(problem, solver, run, environment, metadata, tags, lineage, columns, resultSets, history);
    }

    @Override
    public String toString() {
        return "OptimizationResult[" + problem.name() + " by " + solver.name() + ", rows=" + rows() + "]";
    }
}
