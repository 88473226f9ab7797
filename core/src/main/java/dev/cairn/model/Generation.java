package dev.cairn.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer had at one moment of its run: its population, column by column, and what it told of itself.
 *
 * <p>Row {@code i} of every column is one solution, as in an {@link OptimizationResult}, and all columns are equally long. Immutable
 * to the bottom; two are equal where every part is, doubles bit for bit.
 *
 * @param number from 0 on, greater from one generation to the next
 * @param evaluations of solutions so far, not negative
 * @param time when it was complete, to the nanosecond
 * @param columns the population, by the full names of the columns
 * @param scalars what is said of it in one number or text each, such as {@code best f1}; becomes a row of a {@link History}, so
 *     that nothing can be called {@value #NUMBER}, {@value #EVALUATIONS} or {@value #TIME}
 * @param state what the optimizer needs of itself to go on from here, such as a seed
 */
public record Generation(
        long number,
        long evaluations,
        Instant time,
        Map<ColumnName, Column> columns,
        Attributes scalars,
        Attributes state) {
    /** The column of a history that holds the numbers of generations. */
    public static final String NUMBER = "generation";

    /** The column of a history that holds the evaluations so far. */
    public static final String EVALUATIONS = "evaluations";

    /** The column of a history that holds the times, as texts in ISO 8601. */
    public static final String TIME = "time";

    private static final Set<String> TAKEN = Set.of(NUMBER, EVALUATIONS, TIME);

    public Generation {
        Checks.notNull(time, "time of the generation");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(Checks.notNull(columns, "columns")));
        List<String> problems = new ArrayList<>();
        if (number < 0) {
            problems.add("its number is negative; count from 0 on");
        }
        if (evaluations < 0) {
            problems.add("the number of evaluations is " + evaluations + "; give zero or more");
        }
        columns.forEach((name, column) -> Checks.notNull(column, "column " + name));
        Alignment.checkLengths(columns, problems);
        checkScalars(Checks.notNull(scalars, "scalars"), problems);
        Checks.notNull(state, "state");
        Checks.refuse("The generation " + number + " cannot be", problems);
    }

    private static void checkScalars(Attributes scalars, List<String> problems) {
        scalars.asMap().forEach((name, value) -> {
            Checks.name(name, "name of a scalar");
            if (TAKEN.contains(name)) {
                problems.add("no scalar can be called " + Checks.show(name) + ", which each generation has anyway");
            }
            if (!(value instanceof Long || value instanceof Double || value instanceof String)) {
                problems.add("the scalar " + Checks.show(name)
                        + " is neither a number nor a text; leave it out or put it " + "into the state");
            }
        });
    }

    /** Starts a generation without a population, complete when it is built. */
    public static Builder builder(long number, long evaluations) {
        return new Builder(number, evaluations);
    }

    /** The number of solutions, 0 where there is no column. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.values().iterator().next().rows();
    }

    /** The column of this full name; one that is not there is refused. */
    public Column column(ColumnName name) {
        Column column = columns.get(Checks.notNull(name, "name"));
        if (column == null) {
            throw new IllegalArgumentException("The generation " + number + " has no column " + name + "; it has "
                    + Checks.known(
                            columns.keySet().stream().map(ColumnName::toString).toList()));
        }
        return column;
    }

    /** The values of a variable. */
    public Column variable(String name) {
        return column(ColumnName.variable(name));
    }

    /** The values of an objective, as given. */
    public RealColumn objective(String name) {
        ColumnName full = ColumnName.objective(name);
        if (column(full) instanceof RealColumn values) {
            return values;
        }
        throw new IllegalArgumentException(
                "The column " + full + " of the generation " + number + " holds no real numbers");
    }

    /** The same with its columns in the order of {@code problem}; one that the problem does not declare so is refused. */
    public Generation alignedTo(Problem problem) {
        List<String> problems = new ArrayList<>();
        Map<ColumnName, Column> aligned = new Alignment(Checks.notNull(problem, "problem"), problems).align(columns);
        Checks.refuse("The generation " + number + " does not fit its problem", problems);
        return new Generation(number, evaluations, time, aligned, scalars, state);
    }

    @Override
    public String toString() {
        return "Generation[" + number + ", evaluations=" + evaluations + ", rows=" + rows() + "]";
    }

    /** Collects the parts of a generation in any order. Not for use by several threads. */
    public static final class Builder {
        private final long number;
        private final long evaluations;
        private final Map<ColumnName, Column> columns = new LinkedHashMap<>();
        private Attributes scalars = Attributes.empty();
        private Attributes state = Attributes.empty();
        private @Nullable Instant time;

        private Builder(long number, long evaluations) {
            this.number = number;
            this.evaluations = evaluations;
        }

        /** Sets when the generation was complete; without this it is the moment at which it is built. */
        public Builder time(Instant time) {
            this.time = Checks.notNull(time, "time");
            return this;
        }

        /** Adds a column of the population, or replaces the one of this name. */
        public Builder column(ColumnName name, Column column) {
            columns.put(Checks.notNull(name, "name"), Checks.notNull(column, "column " + name));
            return this;
        }

        /** Adds columns of the population, such as those of a result. */
        public Builder columns(Map<ColumnName, ? extends Column> columns) {
            Checks.notNull(columns, "columns").forEach(this::column);
            return this;
        }

        /** Adds the values of a REAL variable, one for each solution. */
        public Builder variable(String name, double... values) {
            return column(ColumnName.variable(name), RealColumn.of(values));
        }

        /** Adds the values of an objective, as they are, not negated. */
        public Builder objective(String name, double... values) {
            return column(ColumnName.objective(name), RealColumn.of(values));
        }

        /** Adds a number that says something of the whole generation, or replaces it. */
        public Builder scalar(String name, double value) {
            scalars = scalars.with(name, value);
            return this;
        }

        /** Adds a whole number that says something of the whole generation, or replaces it. */
        public Builder scalar(String name, long value) {
            scalars = scalars.with(name, value);
            return this;
        }

        /** Adds a text that says something of the whole generation, or replaces it. */
        public Builder scalar(String name, String value) {
            scalars = scalars.with(name, Checks.notNull(value, "scalar"));
            return this;
        }

        /** Sets all that the optimizer needs of itself to go on from here. */
        public Builder state(Attributes state) {
            this.state = Checks.notNull(state, "state");
            return this;
        }

        /** The generation; what does not fit is told in one {@link IllegalArgumentException}. */
        public Generation build() {
            Instant complete = time == null ? Instant.now() : time;
            return new Generation(number, evaluations, complete, columns, scalars, state);
        }
    }
}
