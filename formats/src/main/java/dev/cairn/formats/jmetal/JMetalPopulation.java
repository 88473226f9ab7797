package dev.cairn.formats.jmetal;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Role;
import dev.cairn.model.Variable;
import dev.cairn.model.VariableType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.util.binarySet.BinarySet;

/** Turns solutions of jMetal into columns and back; every value keeps its bits. Attributes of solutions, such as a rank, are not kept. */
final class JMetalPopulation {
    private final Problem problem;

    /** For solutions of {@code problem}. */
    JMetalPopulation(Problem problem) {
        this.problem = problem;
    }

    /** The columns of {@code population}, row by row. */
    Map<ColumnName, Column> columns(List<? extends Solution<?>> population) {
        population.forEach(this::check);
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < problem.variables().size(); i++) {
            Variable variable = problem.variables().get(i);
            columns.put(ColumnName.variable(variable.name()), column(population, i, variable));
        }
        reals(columns, Role.OBJECTIVE, population, Solution::objectives, 1);
        reals(columns, Role.CONSTRAINT, population, Solution::constraints, -1);
        return columns;
    }

    private void check(Solution<?> solution) {
        require("variables", items(), solution.variables().size());
        require("objectives", problem.objectives().size(), solution.objectives().length);
        require("constraints", problem.constraints().size(), solution.constraints().length);
    }

    /** How many variables jMetal makes of those that are declared: a permutation is one for each of its items. */
    private int items() {
        return problem.variables().stream()
                .mapToInt(variable -> variable.type() == VariableType.PERMUTATION ? variable.width() : 1)
                .sum();
    }

    private void require(String what, int declared, int given) {
        if (declared != given) {
            throw new IllegalArgumentException("A solution has " + given + " " + what + ", and the problem "
                    + problem.name() + " is described with " + declared
                    + "; describe it as jMetal declares it, in the same "
                    + "order, or with JMetalProblems.describe.");
        }
    }

    private Column column(List<? extends Solution<?>> population, int index, Variable variable) {
        return switch (variable.type()) {
            case REAL ->
                RealColumn.of(population.stream()
                        .mapToDouble(solution -> value(solution, index, Double.class))
                        .toArray());
            case INTEGER ->
                LongColumn.of(population.stream()
                        .mapToLong(solution -> value(solution, index, Integer.class))
                        .toArray());
            case BINARY ->
                BitsColumn.of(
                        variable.width(),
                        population.stream()
                                .map(solution -> value(solution, index, BitSet.class))
                                .toArray(BitSet[]::new));
            case PERMUTATION -> permutation(population, variable);
            case CATEGORICAL ->
                throw new IllegalArgumentException("The variable " + variable.name()
                        + " is described as categorical, which jMetal does not have.");
        };
    }

    private IntegerMatrixColumn permutation(List<? extends Solution<?>> population, Variable variable) {
        if (problem.variables().size() > 1) {
            throw new IllegalArgumentException("The problem " + problem.name()
                    + " is described with a permutation and other " + "variables; a solution of jMetal is either.");
        }
        return IntegerMatrixColumn.of(
                variable.width(),
                population.stream()
                        .map(solution -> IntStream.range(0, variable.width())
                                .mapToLong(item -> value(solution, item, Integer.class))
                                .toArray())
                        .toArray(long[][]::new));
    }

    private <T> T value(Solution<?> solution, int index, Class<T> type) {
        Object value = solution.variables().get(index);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("Variable " + index + " of a solution, counted from 0, is of the type "
                    + value.getClass().getName() + ", and the problem " + problem.name() + " is described with "
                    + type.getSimpleName() + " there.");
        }
        return type.cast(value);
    }

    private void reals(
            Map<ColumnName, Column> columns,
            Role role,
            List<? extends Solution<?>> population,
            Function<Solution<?>, double[]> values,
            int sign) {
        List<String> names = problem.names(role);
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            double[] column = population.stream()
                    .mapToDouble(solution -> signed(values.apply(solution)[index], sign))
                    .toArray();
            columns.put(new ColumnName(role, names.get(i)), RealColumn.of(column));
        }
    }

    private static double signed(double value, int sign) {
        return sign < 0 ? -value : value;
    }

    /** The solutions in {@code columns}, each made by {@code blank}. */
    <S extends Solution<?>> List<S> solutions(Map<ColumnName, Column> columns, int rows, Supplier<S> blank) {
        List<S> population = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            S solution = blank.get();
            check(solution);
            fill(solution, columns, row);
            population.add(solution);
        }
        return population;
    }

    private void fill(Solution<?> solution, Map<ColumnName, Column> columns, int row) {
        List<Object> values = new ArrayList<>();
        for (Variable variable : problem.variables()) {
            values.addAll(values(column(columns, ColumnName.variable(variable.name())), row));
        }
        @SuppressWarnings("unchecked") // what it takes was made of its own values, and is checked by use
        List<Object> variables = (List<Object>) solution.variables();
        for (int i = 0; i < values.size(); i++) {
            variables.set(i, values.get(i));
        }
        fill(solution.objectives(), columns, Role.OBJECTIVE, row, 1);
        fill(solution.constraints(), columns, Role.CONSTRAINT, row, -1);
    }

    private static List<?> values(Column column, int row) {
        if (column instanceof RealColumn reals) {
            return List.of(reals.get(row));
        }
        if (column instanceof LongColumn longs) {
            return List.of(Math.toIntExact(longs.get(row)));
        }
        if (column instanceof BitsColumn bits) {
            BinarySet set = new BinarySet(bits.width());
            set.or(bits.get(row));
            return List.of(set);
        }
        if (column instanceof IntegerMatrixColumn integers) {
            return IntStream.range(0, integers.width())
                    .mapToObj(item -> Math.toIntExact(integers.get(row, item)))
                    .toList();
        }
        throw new IllegalArgumentException("jMetal has no variables of text.");
    }

    private void fill(double[] target, Map<ColumnName, Column> columns, Role role, int row, int sign) {
        List<String> names = problem.names(role);
        for (int i = 0; i < target.length; i++) {
            RealColumn column = (RealColumn) column(columns, new ColumnName(role, names.get(i)));
            target[i] = signed(column.get(row), sign);
        }
    }

    private static Column column(Map<ColumnName, Column> columns, ColumnName name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("The recorded population has no column " + name
                    + ", and a solution of jMetal needs all that its problem declares.");
        }
        return column;
    }
}
