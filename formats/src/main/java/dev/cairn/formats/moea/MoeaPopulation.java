package dev.cairn.formats.moea;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.moeaframework.core.Solution;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.Permutation;
import org.moeaframework.core.variable.RealVariable;

/** Turns solutions of the MOEA Framework into columns and back; every value keeps its bits, but those by which an integer is encoded. Attributes of solutions are not kept. */
final class MoeaPopulation {
    private final Problem problem;

    /** For solutions of {@code problem}, as {@link MoeaProblems} describes it. */
    MoeaPopulation(Problem problem) {
        this.problem = problem;
    }

    /** The columns of {@code population}, row by row. */
    Map<ColumnName, Column> columns(List<Solution> population) {
        population.forEach(this::check);
        Map<ColumnName, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < problem.variables().size(); i++) {
            Variable variable = problem.variables().get(i);
            columns.put(ColumnName.variable(variable.name()), column(population, i, variable));
        }
        for (int i = 0; i < problem.objectives().size(); i++) {
            int index = i;
            ColumnName name = ColumnName.objective(problem.objectives().get(i).name());
            columns.put(name, reals(population, solution -> solution.getObjectiveValue(index)));
        }
        for (int i = 0; i < problem.constraints().size(); i++) {
            int index = i;
            String name = problem.constraints().get(i).name();
            columns.put(
                    ColumnName.constraint(name),
                    reals(population, solution -> solution.getConstraint(index).getMagnitudeOfViolation()));
            columns.put(
                    ColumnName.observable(MoeaProblems.valueOf(name)),
                    reals(population, solution -> solution.getConstraintValue(index)));
        }
        return columns;
    }

    private void check(Solution solution) {
        require("variables", problem.variables().size(), solution.getNumberOfVariables());
        require("objectives", problem.objectives().size(), solution.getNumberOfObjectives());
        require("constraints", problem.constraints().size(), solution.getNumberOfConstraints());
    }

    private void require(String what, int declared, int given) {
        if (declared != given) {
            throw new IllegalArgumentException("A solution has " + given + " " + what + ", and the problem "
                    + problem.name() + " is described with " + declared + "; describe it with MoeaProblems.describe.");
        }
    }

    private static RealColumn reals(List<Solution> population, ToDoubleFunction<Solution> value) {
        return RealColumn.of(population.stream().mapToDouble(value).toArray());
    }

    private static Column column(List<Solution> population, int index, Variable variable) {
        return switch (variable.type()) {
            case REAL -> reals(population, solution -> RealVariable.getReal(solution.getVariable(index)));
            case INTEGER ->
                LongColumn.of(population.stream()
                        .mapToLong(solution -> BinaryIntegerVariable.getInt(solution.getVariable(index)))
                        .toArray());
            case BINARY ->
                BitsColumn.of(
                        variable.width(),
                        population.stream()
                                .map(solution -> BinaryVariable.getBitSet(solution.getVariable(index)))
                                .toArray(BitSet[]::new));
            case PERMUTATION ->
                IntegerMatrixColumn.of(
                        variable.width(),
                        population.stream()
                                .map(solution -> Arrays.stream(Permutation.getPermutation(solution.getVariable(index)))
                                        .asLongStream()
                                        .toArray())
                                .toArray(long[][]::new));
            case CATEGORICAL ->
                throw new IllegalArgumentException("The variable " + variable.name()
                        + " is described as categorical, which the MOEA Framework does not have.");
        };
    }

    /** The solutions in {@code columns}, each made by {@code blank}. */
    List<Solution> solutions(Map<ColumnName, Column> columns, int rows, Supplier<Solution> blank) {
        List<Solution> population = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Solution solution = blank.get();
            check(solution);
            fill(solution, columns, row);
            population.add(solution);
        }
        return population;
    }

    private void fill(Solution solution, Map<ColumnName, Column> columns, int row) {
        for (int i = 0; i < problem.variables().size(); i++) {
            String name = problem.variables().get(i).name();
            set(solution.getVariable(i), column(columns, ColumnName.variable(name)), row);
        }
        for (int i = 0; i < problem.objectives().size(); i++) {
            String name = problem.objectives().get(i).name();
            solution.setObjectiveValue(i, real(columns, ColumnName.objective(name), row));
        }
        for (int i = 0; i < problem.constraints().size(); i++) {
            String name = MoeaProblems.valueOf(problem.constraints().get(i).name());
            solution.setConstraintValue(i, real(columns, ColumnName.observable(name), row));
        }
    }

    private static void set(org.moeaframework.core.variable.Variable variable, Column column, int row) {
        if (column instanceof RealColumn reals) {
            RealVariable.setReal(variable, reals.get(row));
        } else if (column instanceof LongColumn longs) {
            BinaryIntegerVariable.setInt(variable, Math.toIntExact(longs.get(row)));
        } else if (column instanceof BitsColumn bits) {
            BinaryVariable.setBitSet(variable, bits.get(row));
        } else if (column instanceof IntegerMatrixColumn integers) {
            Permutation.setPermutation(
                    variable,
                    IntStream.range(0, integers.width())
                            .map(item -> Math.toIntExact(integers.get(row, item)))
                            .toArray());
        }
    }

    private static double real(Map<ColumnName, Column> columns, ColumnName name, int row) {
        return ((RealColumn) column(columns, name)).get(row);
    }

    private static Column column(Map<ColumnName, Column> columns, ColumnName name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("The recorded population has no column " + name
                    + ", and a solution of the MOEA Framework needs all that its problem declares.");
        }
        return column;
    }
}
