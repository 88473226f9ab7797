package dev.cairn.formats.moea;

import dev.cairn.model.Constraint;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.Problem;
import dev.cairn.model.Variable;
import org.jspecify.annotations.Nullable;
import org.moeaframework.core.Solution;
import org.moeaframework.core.objective.Maximize;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.Permutation;
import org.moeaframework.core.variable.RealVariable;

/**
 * Describes problems of the MOEA Framework. What has no name there is called {@code x1}, {@code f1}, {@code g1} and so on.
 *
 * <p>The values of its constraints mean something else for each of its kinds, so the value of a constraint here is how far it is violated,
 * zero where it is not, and the value as the MOEA Framework has it is an observable beside it: {@code value of g1}.
 */
public final class MoeaProblems {
    private MoeaProblems() {}

    /**
     * What {@code problem} declares of itself and of its solutions.
     *
     * @throws IllegalArgumentException if it has other than real, integer, binary or permutation variables
     */
    public static Problem describe(org.moeaframework.problem.Problem problem) {
        Solution sample = problem.newSolution();
        String known = problem.getName();
        Problem.Builder described =
                Problem.builder(known.isBlank() ? problem.getClass().getName() : known);
        for (int i = 0; i < sample.getNumberOfVariables(); i++) {
            described.variable(variable(sample.getVariable(i), i));
        }
        for (int i = 0; i < sample.getNumberOfObjectives(); i++) {
            String name = name(sample.getObjective(i).getName(), "f", i);
            boolean maximized = sample.getObjective(i) instanceof Maximize;
            described.objective(maximized ? Objective.maximize(name) : Objective.minimize(name));
        }
        for (int i = 0; i < sample.getNumberOfConstraints(); i++) {
            String name = name(sample.getConstraint(i).getName(), "g", i);
            described.constraint(Constraint.inequality(name)).observable(Observable.of(valueOf(name)));
        }
        return described.build();
    }

    /** The observable that holds the value of a constraint. */
    static String valueOf(String constraint) {
        return "value of " + constraint;
    }

    private static Variable variable(org.moeaframework.core.variable.Variable variable, int index) {
        String name = name(variable.getName(), "x", index);
        if (variable instanceof RealVariable real) {
            return Variable.real(name, real.getLowerBound(), real.getUpperBound());
        }
        if (variable instanceof BinaryIntegerVariable integer) {
            return Variable.integer(name, integer.getLowerBound(), integer.getUpperBound());
        }
        if (variable instanceof BinaryVariable binary) {
            return Variable.binary(name, binary.getNumberOfBits());
        }
        if (variable instanceof Permutation permutation) {
            return Variable.permutation(name, permutation.size());
        }
        throw new IllegalArgumentException("The variable " + name + " is a "
                + variable.getClass().getName() + "; real, integer, binary and permutation variables can be recorded.");
    }

    private static String name(@Nullable String given, String letter, int index) {
        return given == null || given.isBlank() ? letter + (index + 1) : given;
    }
}
