package dev.cairn.formats.moea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.model.Direction;
import dev.cairn.model.OptimizationResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.moeaframework.algorithm.Algorithm;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.algorithm.RandomSearch;
import org.moeaframework.core.Solution;
import org.moeaframework.core.constraint.LessThanOrEqual;
import org.moeaframework.core.objective.Maximize;
import org.moeaframework.core.objective.Minimize;
import org.moeaframework.core.population.Population;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.Permutation;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.problem.AbstractProblem;
import org.moeaframework.problem.ZDT.ZDT1;

/** Short runs; every number of the result is the one in the population of the library. */
class MoeaResultsTest {
    /** A variable of every type, an objective of each direction and a constraint. */
    private static final class Mixed extends AbstractProblem {
        Mixed() {
            super(4, 2, 1);
        }

        @Override
        public void evaluate(Solution solution) {
            double x = RealVariable.getReal(solution.getVariable(0));
            int n = BinaryIntegerVariable.getInt(solution.getVariable(1));
            int bits = BinaryVariable.getBitSet(solution.getVariable(2)).cardinality();
            solution.setObjectiveValue(0, x * x + n);
            solution.setObjectiveValue(1, bits - x + Permutation.getPermutation(solution.getVariable(3))[0]);
            solution.setConstraintValue(0, n);
        }

        @Override
        public Solution newSolution() {
            Solution solution = new Solution(4, 2, 1);
            solution.setVariable(0, new RealVariable("weight", -1, 1));
            solution.setVariable(1, new BinaryIntegerVariable(-5, 1000));
            solution.setVariable(2, new BinaryVariable(70));
            solution.setVariable(3, new Permutation(6));
            solution.setObjective(0, new Minimize());
            solution.setObjective(1, new Maximize("gain"));
            solution.setConstraint(0, LessThanOrEqual.to(500));
            return solution;
        }
    }

    private static void same(OptimizationResult result, Population population) {
        assertThat(result.rows()).isEqualTo(population.size()).isPositive();
        List<String> objectives = result.objectiveNames();
        for (int row = 0; row < population.size(); row++) {
            Solution solution = population.get(row);
            for (int i = 0; i < objectives.size(); i++) {
                assertThat(result.objective(objectives.get(i)).get(row)).isEqualTo(solution.getObjectiveValue(i));
            }
        }
    }

    @Test
    void realSolutionsWithTheProblemTheNameAndTheEvaluations() {
        Algorithm algorithm = new NSGAII(new ZDT1(5));
        algorithm.run(500);
        OptimizationResult result = MoeaResults.from(algorithm);

        same(result, algorithm.getResult());
        for (int row = 0; row < result.rows(); row++) {
            double[] expected = RealVariable.getReal(algorithm.getResult().get(row));
            for (int i = 0; i < 5; i++) {
                assertThat(result.variable("x" + (i + 1)).value(row)).isEqualTo(expected[i]);
            }
        }
        assertThat(result.problem()).isEqualTo(MoeaProblems.describe(new ZDT1(5)));
        assertThat(result.solver().name()).isEqualTo(algorithm.getName());
        assertThat(result.run().evaluations()).isEqualTo((long) algorithm.getNumberOfEvaluations());
    }

    @Test
    void variablesOfEveryTypeDirectionsAndConstraints() {
        Algorithm algorithm = new RandomSearch(new Mixed());
        algorithm.run(300);
        OptimizationResult result = MoeaResults.from(algorithm);

        same(result, algorithm.getResult());
        assertThat(result.problem().objective("gain").direction()).isEqualTo(Direction.MAXIMIZE);
        for (int row = 0; row < result.rows(); row++) {
            Solution solution = algorithm.getResult().get(row);
            assertThat(result.variable("weight").value(row)).isEqualTo(RealVariable.getReal(solution.getVariable(0)));
            assertThat(result.variable("x2").value(row))
                    .isEqualTo((long) BinaryIntegerVariable.getInt(solution.getVariable(1)));
            var bits = BinaryVariable.getBitSet(solution.getVariable(2));
            assertThat(result.variable("x3").value(row))
                    .isEqualTo(IntStream.range(0, 70)
                            .mapToObj(bit -> bits.get(bit) ? "1" : "0")
                            .collect(Collectors.joining()));
            assertThat(result.variable("x4").value(row))
                    .isEqualTo(Arrays.stream(Permutation.getPermutation(solution.getVariable(3)))
                            .asLongStream()
                            .boxed()
                            .toList());
            assertThat(result.observable("value of g1").value(row)).isEqualTo(solution.getConstraintValue(0));
            assertThat(result.constraint("g1").get(row) > 0).isEqualTo(solution.getConstraintValue(0) > 500);
        }
    }

    @Test
    void aPopulationIsTakenWhole() {
        Mixed problem = new Mixed();
        NSGAII algorithm = new NSGAII(problem);
        algorithm.run(300);
        OptimizationResult result = MoeaResults.from(algorithm.getPopulation(), problem);
        same(result, algorithm.getPopulation());
        assertThat(result.solver().name()).isEqualTo("unknown");
        assertThat(result.run().evaluations()).isNull();
    }

    @Test
    void anAlgorithmThatHasNotRunAndSolutionsOfAnotherProblemAreRefused() {
        NSGAII algorithm = new NSGAII(new ZDT1(5));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> MoeaResults.from(algorithm))
                .withMessageContaining("run it first");
        algorithm.run(200);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> MoeaResults.from(algorithm.getResult(), new Mixed()))
                .withMessageContainingAll("5 variables", "4");
    }
}
