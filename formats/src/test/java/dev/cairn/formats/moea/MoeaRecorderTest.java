package dev.cairn.formats.moea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Recording;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Direction;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.Solution;
import org.moeaframework.core.constraint.Between;
import org.moeaframework.core.constraint.LessThanOrEqual;
import org.moeaframework.core.objective.Maximize;
import org.moeaframework.core.objective.Minimize;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.Permutation;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.core.variable.Subset;
import org.moeaframework.problem.AbstractProblem;

class MoeaRecorderTest {
    private static final int BUDGET = 500;

    private final StorageManager manager = StorageManagers.create("memory", Map.of());
    private final Mixed problem = new Mixed();

    @AfterEach
    void close() {
        manager.close();
    }

    /** A variable of every type, an objective of each direction, two kinds of constraints; counts how often it is evaluated. */
    private static final class Mixed extends AbstractProblem {
        private int evaluated;

        Mixed() {
            super(4, 2, 2);
        }

        @Override
        public void evaluate(Solution solution) {
            evaluated++;
            double x = RealVariable.getReal(solution.getVariable(0));
            int n = BinaryIntegerVariable.getInt(solution.getVariable(1));
            int bits = BinaryVariable.getBitSet(solution.getVariable(2)).cardinality();
            int first = Permutation.getPermutation(solution.getVariable(3))[0];
            solution.setObjectiveValue(0, x * x + n);
            solution.setObjectiveValue(1, bits - x);
            solution.setConstraintValue(0, n);
            solution.setConstraintValue(1, first);
        }

        @Override
        public Solution newSolution() {
            Solution solution = new Solution(4, 2, 2);
            solution.setVariable(0, new RealVariable("weight", -1, 1));
            solution.setVariable(1, new BinaryIntegerVariable(-5, 1000));
            solution.setVariable(2, new BinaryVariable(70));
            solution.setVariable(3, new Permutation(6));
            solution.setObjective(0, new Minimize());
            solution.setObjective(1, new Maximize("gain"));
            solution.setConstraint(0, LessThanOrEqual.to(500));
            solution.setConstraint(1, Between.values(1, 3));
            return solution;
        }
    }

    private OptimizationResult description() {
        return OptimizationResult.builder()
                .problem(MoeaProblems.describe(problem))
                .build();
    }

    private static void run(MoeaRecorder recorder, int evaluations) {
        NSGAII algorithm = new NSGAII(recorder.problem());
        algorithm.setInitialization(recorder.initialization());
        algorithm.addExtension(recorder);
        algorithm.run(recorder.remaining(evaluations));
    }

    private List<Long> evaluations() {
        Recording recording = manager.recording("run").orElseThrow();
        try (Stream<Generation> all = recording.generations()) {
            return all.map(Generation::evaluations).toList();
        }
    }

    private static List<Object> values(Iterable<Solution> population) {
        List<Object> values = new ArrayList<>();
        for (Solution solution : population) {
            for (int i = 0; i < solution.getNumberOfVariables(); i++) {
                // Several bits stand for the same integer there; it is the integer that is kept.
                values.add(
                        solution.getVariable(i) instanceof BinaryIntegerVariable integer
                                ? integer.getValue()
                                : solution.getVariable(i).encode());
            }
            values.add(Arrays.stream(solution.getObjectiveValues()).boxed().toList());
            values.add(Arrays.stream(solution.getConstraintValues()).boxed().toList());
        }
        return values;
    }

    @Test
    void theDescriptionTellsNamesBoundsAndDirections() {
        dev.cairn.model.Problem described = description().problem();

        assertThat(described.variable("weight").upper()).isEqualTo(1.0);
        assertThat(described.variable("x2").lower()).isEqualTo(-5L);
        assertThat(described.objective("gain").direction()).isEqualTo(Direction.MAXIMIZE);
        assertThat(described.observable("value of g1")).isNotNull();
    }

    @Test
    void everyGenerationIsRecordedAndComesBackBitForBit() {
        try (MoeaRecorder recorder = new MoeaRecorder(manager.record("run", description()), problem)) {
            NSGAII algorithm = new NSGAII(recorder.problem());
            algorithm.addExtension(recorder);
            algorithm.run(recorder.remaining(BUDGET));

            assertThat(values(recorder.population())).isEqualTo(values(algorithm.getPopulation()));
            recorder.finish();
        }
        assertThat(evaluations()).containsExactly(100L, 200L, 300L, 400L, 500L);
        OptimizationResult result = manager.loadResult("run");
        assertThat(result.rows()).isEqualTo(100);
        assertThat(result.history().columns()).containsKeys("best f1", "best gain");
    }

    @Test
    void constraintsAreSatisfiedWhereTheyAreThere() {
        try (MoeaRecorder recorder = new MoeaRecorder(manager.record("run", description()), problem)) {
            run(recorder, 100);
            long feasible =
                    recorder.population().stream().filter(Solution::isFeasible).count();

            recorder.finish();

            assertThat(manager.loadResult("run").feasible().size()).isEqualTo((int) feasible);
        }
    }

    @Test
    void aRunGoesOnFromTheLastGenerationAndEvaluatesNothingTwice() {
        try (MoeaRecorder recorder = new MoeaRecorder(manager.record("run", description()), problem)) {
            run(recorder, 200);
        }
        try (MoeaRecorder recorder = new MoeaRecorder(manager.resumeRecording("run"), problem)) {
            run(recorder, BUDGET);
            recorder.finish();
        }

        assertThat(problem.evaluated).isEqualTo(BUDGET);
        assertThat(evaluations()).containsExactly(100L, 200L, 300L, 400L, 500L);
    }

    @Test
    void variablesOfOtherTypesAreRefused() {
        AbstractProblem subsets = new AbstractProblem(1, 1) {
            @Override
            public void evaluate(Solution solution) {
                solution.setObjectiveValue(0, 0);
            }

            @Override
            public Solution newSolution() {
                Solution solution = new Solution(1, 1);
                solution.setVariable(0, new Subset(2, 5));
                return solution;
            }
        };

        assertThatThrownBy(() -> MoeaProblems.describe(subsets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Subset");
    }
}
