package dev.cairn.formats;

import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Constraint;
import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The best value of each objective among the rows of a population that satisfy all constraints; NaN is never the best. */
final class BestValues {
    private BestValues() {}

    /** By {@code best} and the name of the objective; none for one that no feasible row has a value of. */
    static Map<String, Double> of(Problem problem, Map<ColumnName, Column> population) {
        Map<String, Double> best = new LinkedHashMap<>();
        for (Objective objective : problem.objectives()) {
            if (population.get(ColumnName.objective(objective.name())) instanceof RealColumn values) {
                DoubleStream feasible = IntStream.range(0, values.rows())
                        .filter(row -> !values.isMissing(row) && isFeasible(problem, population, row))
                        .mapToDouble(values::get)
                        .filter(value -> !Double.isNaN(value));
                OptionalDouble found = objective.direction() == Direction.MINIMIZE ? feasible.min() : feasible.max();
                found.ifPresent(value -> best.put("best " + objective.name(), value));
            }
        }
        return best;
    }

    private static boolean isFeasible(Problem problem, Map<ColumnName, Column> population, int row) {
        for (Constraint constraint : problem.constraints()) {
            boolean satisfied = population.get(ColumnName.constraint(constraint.name())) instanceof RealColumn values
                    && !values.isMissing(row)
                    && constraint.satisfiedBy(values.get(row));
            if (!satisfied) {
                return false;
            }
        }
        return true;
    }
}
