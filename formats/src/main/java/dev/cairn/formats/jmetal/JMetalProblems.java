package dev.cairn.formats.jmetal;

import dev.cairn.model.Constraint;
import dev.cairn.model.Objective;
import dev.cairn.model.Problem;
import dev.cairn.model.Variable;
import java.util.stream.IntStream;
import org.uma.jmetal.problem.binaryproblem.BinaryProblem;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.integerproblem.IntegerProblem;
import org.uma.jmetal.problem.permutationproblem.PermutationProblem;
import org.uma.jmetal.util.bounds.Bounds;

/**
 * Describes problems of jMetal, which knows variables, objectives and constraints by number only and makes all objectives small: they are
 * called {@code x1}, {@code f1}, {@code g1} and so on. Whoever knows better names and units declares the problem by hand, in the same
 * order; a permutation is one variable.
 *
 * <p>jMetal's constraints are violated where they are negative (see its {@code ConstraintHandling}), Cairn's where they are positive, so the
 * values that are stored have the other sign.
 */
public final class JMetalProblems {
    private JMetalProblems() {}

    /**
     * What jMetal declares of {@code problem}: its name, its variables with bounds, the number of its objectives and constraints.
     *
     * @throws IllegalArgumentException if it has other than real, integer, binary or permutation variables
     */
    public static Problem describe(org.uma.jmetal.problem.Problem<?> problem) {
        Problem.Builder described = Problem.builder(problem.name());
        if (problem instanceof DoubleProblem real) {
            int number = 1;
            for (Bounds<Double> bounds : real.variableBounds()) {
                described.variable(Variable.real("x" + number++, bounds.getLowerBound(), bounds.getUpperBound()));
            }
        } else if (problem instanceof IntegerProblem integer) {
            int number = 1;
            for (Bounds<Integer> bounds : integer.variableBounds()) {
                described.variable(Variable.integer("x" + number++, bounds.getLowerBound(), bounds.getUpperBound()));
            }
        } else if (problem instanceof BinaryProblem binary) {
            int number = 1;
            for (int bits : binary.numberOfBitsPerVariable()) {
                described.variable(Variable.binary("x" + number++, bits));
            }
        } else if (problem instanceof PermutationProblem<?> permutation) {
            described.variable(Variable.permutation("x1", permutation.length()));
        } else {
            throw new IllegalArgumentException("The problem " + problem.name() + " is a "
                    + problem.getClass().getName() + ", whose variables are of no type that is known here; "
                    + "declare a dev.cairn.model.Problem by hand.");
        }
        IntStream.rangeClosed(1, problem.numberOfObjectives())
                .forEach(number -> described.objective(Objective.minimize("f" + number)));
        IntStream.rangeClosed(1, problem.numberOfConstraints())
                .forEach(number -> described.constraint(Constraint.inequality("g" + number)));
        return described.build();
    }
}
