package dev.cairn.formats.jmetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.Recording;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.UnavailableException;
import dev.cairn.backend.memory.MemoryBackendFactory;
import dev.cairn.config.StorageConfig;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.multiobjective.NSGAIIBuilder;
import org.uma.jmetal.component.catalogue.common.evaluation.impl.SequentialEvaluation;
import org.uma.jmetal.component.catalogue.common.termination.impl.TerminationByEvaluations;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.Problem;
import org.uma.jmetal.problem.multiobjective.NMMin;
import org.uma.jmetal.problem.multiobjective.OneZeroMax;
import org.uma.jmetal.problem.multiobjective.Srinivas;
import org.uma.jmetal.problem.permutationproblem.impl.FakeIntegerPermutationProblem;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.observable.impl.DefaultObservable;

class JMetalRecorderTest {
    private static final int POPULATION = 20;
    private static final int BUDGET = 200;

    private final Faults faults = new Faults();
    private final StorageManager manager = StorageManagers.builder()
            .primary(new FaultyBackend(memory(), faults))
            .build();
    private final CountingProblem problem = new CountingProblem();

    private static StorageBackend memory() {
        MemoryBackendFactory factory = new MemoryBackendFactory();
        return factory.open(StorageConfig.of("memory", Map.of()).checked(factory.keys()), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static OptimizationResult description(Problem<?> problem) {
        return OptimizationResult.builder()
                .problem(JMetalProblems.describe(problem))
                .build();
    }

    private JMetalRecorder<DoubleSolution> begin() {
        return new JMetalRecorder<>(manager.record("run", description(problem)), problem);
    }

    private JMetalRecorder<DoubleSolution> resume() {
        return new JMetalRecorder<>(manager.resumeRecording("run"), problem);
    }

    private EvolutionaryAlgorithm<DoubleSolution> nsga2(JMetalRecorder<DoubleSolution> recorder, int evaluations) {
        EvolutionaryAlgorithm<DoubleSolution> algorithm = new NSGAIIBuilder<>(
                        problem, POPULATION, POPULATION, new SBXCrossover(0.9, 20), new PolynomialMutation(0.5, 20))
                .setEvaluation(recorder.evaluation(new SequentialEvaluation<>(problem)))
                .setTermination(new TerminationByEvaluations(recorder.remaining(evaluations)))
                .build();
        algorithm.observable().register(recorder);
        return algorithm;
    }

    private Recording recording() {
        return manager.recording("run").orElseThrow();
    }

    private List<Long> evaluations() {
        try (Stream<Generation> all = recording().generations()) {
            return all.map(Generation::evaluations).toList();
        }
    }

    private static List<List<Object>> values(List<? extends Solution<?>> population) {
        return population.stream()
                .map(solution -> Arrays.<Object>asList(
                        List.copyOf(solution.variables()),
                        Arrays.stream(solution.objectives()).boxed().toList(),
                        Arrays.stream(solution.constraints()).boxed().toList()))
                .toList();
    }

    static Stream<Problem<? extends Solution<?>>> problems() {
        return Stream.of(new Srinivas(), new NMMin(), new OneZeroMax(70), new FakeIntegerPermutationProblem(9, 2));
    }

    @ParameterizedTest
    @MethodSource("problems")
    <S extends Solution<?>> void solutionsOfEveryTypeComeBackBitForBit(Problem<S> any) {
        List<S> population = Stream.generate(() -> any.evaluate(any.createSolution()))
                .limit(5)
                .toList();
        JMetalRecorder<S> recorder = new JMetalRecorder<>(manager.record("run", description(any)), any);

        recorder.update(new DefaultObservable<>("test"), Map.of("POPULATION", population, "EVALUATIONS", 5));

        JMetalRecorder<S> again = new JMetalRecorder<>(manager.resumeRecording("run"), any);
        assertThat(values(again.population())).isEqualTo(values(population));
        assertThat(recording().asResult().rows()).isEqualTo(5);
    }

    @Test
    void everyGenerationIsRecordedFromTheFirstPopulationOn() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            EvolutionaryAlgorithm<DoubleSolution> algorithm = nsga2(recorder, BUDGET);
            algorithm.run();
            recorder.finish();

            assertThat(values(recorder.population())).isEqualTo(values(algorithm.result()));
        }

        assertThat(evaluations()).containsExactly(20L, 40L, 60L, 80L, 100L, 120L, 140L, 160L, 180L, 200L);
        OptimizationResult result = manager.loadResult("run");
        assertThat(result.rows()).isEqualTo(POPULATION);
        assertThat(result.run().evaluations()).isEqualTo(BUDGET);
        assertThat(result.history().columns()).containsKeys("evaluations", "best f1", "best f2");
    }

    @Test
    void storedConstraintsAreSatisfiedWhereThoseOfJMetalAre() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            EvolutionaryAlgorithm<DoubleSolution> algorithm = nsga2(recorder, BUDGET);
            algorithm.run();
            recorder.finish();

            long feasible = algorithm.result().stream()
                    .filter(solution -> Arrays.stream(solution.constraints()).allMatch(value -> value >= 0))
                    .count();
            assertThat(manager.loadResult("run").feasible().size()).isEqualTo((int) feasible);
        }
    }

    @Test
    void aRunGoesOnFromTheLastGenerationWithTheRestOfItsBudgetAndEvaluatesNothingTwice() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            nsga2(recorder, 100).run();
        }
        assertThat(problem.evaluated).hasValue(100);

        try (JMetalRecorder<DoubleSolution> recorder = resume()) {
            nsga2(recorder, BUDGET).run();
            recorder.finish();
        }

        assertThat(problem.evaluated).hasValue(BUDGET);
        assertThat(evaluations()).containsExactly(20L, 40L, 60L, 80L, 100L, 120L, 140L, 160L, 180L, 200L);
    }

    @Test
    void aStoreThatFailsForAWhileDoesNotEndTheRun() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            Fault outage = faults.on(Operation.JOURNAL_APPEND).first(3).failBefore();
            EvolutionaryAlgorithm<DoubleSolution> algorithm = nsga2(recorder, BUDGET);
            algorithm.run();

            assertThat(outage.struck()).isEqualTo(3);
            assertThat(recorder.missed()).isEqualTo(3);
            assertThat(evaluations()).containsExactly(80L, 100L, 120L, 140L, 160L, 180L, 200L);
        }
    }

    @Test
    void theLastGenerationIsTriedAgainAtTheEnd() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            Fault outage = faults.on(Operation.JOURNAL_APPEND).failBefore();
            nsga2(recorder, 60).run();
            assertThat(recording().size()).isZero();
            outage.end();

            recorder.finish();

            assertThat(evaluations()).containsExactly(60L);
            assertThat(recorder.missed()).isEqualTo(2);
        }
    }

    @Test
    void whatCouldNotBeRecordedInTheEndIsAnError() {
        JMetalRecorder<DoubleSolution> recorder = begin();
        Fault outage = faults.on(Operation.JOURNAL_APPEND).failBefore();
        nsga2(recorder, 60).run();

        assertThatThrownBy(recorder::finish).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(recorder::close).isInstanceOf(UnavailableException.class);
        outage.end();
    }

    @Test
    void aRunWhoseRecordingWasTakenOverEnds() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            manager.resumeRecording("run").record(Generation.builder(0, 1).build());

            EvolutionaryAlgorithm<DoubleSolution> algorithm = nsga2(recorder, BUDGET);
            assertThatThrownBy(algorithm::run).isInstanceOf(ConflictException.class);
        }
        assertThat(recording().size()).isEqualTo(1);
    }

    @Test
    void aDescriptionOfAnotherProblemIsRefused() {
        try (JMetalRecorder<DoubleSolution> recorder =
                new JMetalRecorder<>(manager.record("run", description(new OneZeroMax(8))), problem)) {
            EvolutionaryAlgorithm<DoubleSolution> algorithm = nsga2(recorder, BUDGET);

            assertThatThrownBy(algorithm::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 variables");
        }
    }

    @Test
    void anAlgorithmThatPublishesNoPopulationIsRefused() {
        try (JMetalRecorder<DoubleSolution> recorder = begin()) {
            assertThatThrownBy(() -> recorder.update(new DefaultObservable<>("test"), Map.of("EVALUATIONS", 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("EVALUATIONS");
        }
    }
}
