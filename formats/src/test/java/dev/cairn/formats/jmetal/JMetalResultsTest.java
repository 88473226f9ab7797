package dev.cairn.formats.jmetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.model.ColumnName;
import dev.cairn.model.Constraint;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.Role;
import dev.cairn.model.Variable;
import dev.cairn.model.VariableType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.uma.jmetal.algorithm.Algorithm;
import org.uma.jmetal.algorithm.multiobjective.smpso.SMPSOBuilder;
import org.uma.jmetal.algorithm.singleobjective.geneticalgorithm.GeneticAlgorithmBuilder;
import org.uma.jmetal.component.algorithm.EvolutionaryAlgorithm;
import org.uma.jmetal.component.algorithm.RandomSearchAlgorithm;
import org.uma.jmetal.component.algorithm.multiobjective.NSGAIIBuilder;
import org.uma.jmetal.component.catalogue.common.evaluation.impl.SequentialEvaluation;
import org.uma.jmetal.component.catalogue.common.solutionscreation.impl.RandomSolutionsCreation;
import org.uma.jmetal.component.catalogue.common.termination.impl.TerminationByEvaluations;
import org.uma.jmetal.operator.crossover.CrossoverOperator;
import org.uma.jmetal.operator.crossover.impl.IntegerSBXCrossover;
import org.uma.jmetal.operator.crossover.impl.PMXCrossover;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.crossover.impl.SinglePointCrossover;
import org.uma.jmetal.operator.mutation.MutationOperator;
import org.uma.jmetal.operator.mutation.impl.BitFlipMutation;
import org.uma.jmetal.operator.mutation.impl.IntegerPolynomialMutation;
import org.uma.jmetal.operator.mutation.impl.PermutationSwapMutation;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.multiobjective.NMMin;
import org.uma.jmetal.problem.multiobjective.OneZeroMax;
import org.uma.jmetal.problem.multiobjective.Srinivas;
import org.uma.jmetal.problem.multiobjective.zdt.ZDT1;
import org.uma.jmetal.problem.permutationproblem.impl.FakeIntegerPermutationProblem;
import org.uma.jmetal.problem.singleobjective.OneMax;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.solution.binarysolution.BinarySolution;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;
import org.uma.jmetal.util.archive.impl.CrowdingDistanceArchive;
import org.uma.jmetal.util.evaluator.impl.SequentialSolutionListEvaluator;

/** Short runs; every number of the result is the one in the list of solutions that the library returns. */
class JMetalResultsTest {
    private static final int BUDGET = 200;

    private static <S extends Solution<?>> EvolutionaryAlgorithm<S> nsga2(
            org.uma.jmetal.problem.Problem<S> problem, CrossoverOperator<S> crossover, MutationOperator<S> mutation) {
        EvolutionaryAlgorithm<S> algorithm = new NSGAIIBuilder<>(problem, 20, 20, crossover, mutation)
                .setTermination(new TerminationByEvaluations(BUDGET))
                .build();
        algorithm.run();
        return algorithm;
    }

    private static EvolutionaryAlgorithm<DoubleSolution> reals(org.uma.jmetal.problem.Problem<DoubleSolution> problem) {
        return nsga2(problem, new SBXCrossover(0.9, 20), new PolynomialMutation(0.5, 20));
    }

    private static void same(OptimizationResult result, List<? extends Solution<?>> solutions) {
        assertThat(solutions).isNotEmpty();
        assertThat(result.rows()).isEqualTo(solutions.size());
        for (int row = 0; row < solutions.size(); row++) {
            Solution<?> solution = solutions.get(row);
            assertThat(values(result, Role.OBJECTIVE, row))
                    .isEqualTo(IntStream.range(0, solution.objectives().length)
                            .mapToObj(i -> (Object) solution.objectives()[i])
                            .toList());
            assertThat(values(result, Role.CONSTRAINT, row))
                    .isEqualTo(IntStream.range(0, solution.constraints().length)
                            .mapToObj(i -> (Object) (-solution.constraints()[i]))
                            .toList());
            assertThat(values(result, Role.VARIABLE, row)).isEqualTo(expected(result, solution));
        }
    }

    private static List<Object> values(OptimizationResult result, Role role, int row) {
        List<Object> values = new ArrayList<>();
        for (String name : result.problem().names(role)) {
            values.add(result.column(new ColumnName(role, name)).value(row));
        }
        return values;
    }

    private static List<Object> expected(OptimizationResult result, Solution<?> solution) {
        List<Object> values = new ArrayList<>();
        for (Object value : solution.variables()) {
            values.add(
                    value instanceof BitSet bits
                            ? IntStream.range(
                                            0,
                                            result.problem()
                                                    .variables()
                                                    .get(values.size())
                                                    .width())
                                    .mapToObj(bit -> bits.get(bit) ? "1" : "0")
                                    .collect(Collectors.joining())
                            : value instanceof Integer whole ? (Object) whole.longValue() : value);
        }
        boolean permutation = result.problem().variables().get(0).type() == VariableType.PERMUTATION;
        return permutation ? List.of(values) : values;
    }

    @Test
    void doubleSolutionsWithTheProblemTheNameAndTheEvaluations() {
        EvolutionaryAlgorithm<DoubleSolution> algorithm = reals(new ZDT1(5));
        OptimizationResult result = JMetalResults.from(algorithm);

        same(result, algorithm.result());
        assertThat(result.problem()).isEqualTo(JMetalProblems.describe(new ZDT1(5)));
        assertThat(result.problem().variable("x5").upper()).isEqualTo(1.0);
        assertThat(result.solver().name()).isEqualTo(algorithm.name());
        assertThat(result.run().evaluations()).isEqualTo((long) algorithm.numberOfEvaluations());
        assertThat(result.run().evaluations()).isGreaterThanOrEqualTo(BUDGET);
    }

    @Test
    void integerBinaryAndPermutationSolutions() {
        var integers = nsga2(new NMMin(), new IntegerSBXCrossover(0.9, 20), new IntegerPolynomialMutation(0.5, 20));
        same(JMetalResults.from(integers), integers.result());
        assertThat(JMetalResults.from(integers).problem().variable("x1").type()).isEqualTo(VariableType.INTEGER);

        var bits = nsga2(new OneZeroMax(70), new SinglePointCrossover<>(0.9), new BitFlipMutation<>(0.05));
        same(JMetalResults.from(bits), bits.result());

        var orders = nsga2(
                new FakeIntegerPermutationProblem(9, 2), new PMXCrossover(0.9), new PermutationSwapMutation<>(0.3));
        same(JMetalResults.from(orders), orders.result());
    }

    @Test
    void constraintsHaveTheSignOfADescription() {
        EvolutionaryAlgorithm<DoubleSolution> algorithm = reals(new Srinivas());
        OptimizationResult result = JMetalResults.from(algorithm);
        same(result, algorithm.result());
        int feasible = (int) algorithm.result().stream()
                .filter(solution -> solution.constraints()[0] >= 0 && solution.constraints()[1] >= 0)
                .count();
        assertThat(result.feasible().size()).isEqualTo(feasible);
    }

    @Test
    void aDescriptionByHandGivesNames() {
        EvolutionaryAlgorithm<DoubleSolution> algorithm = reals(new Srinivas());
        Problem described = Problem.builder("beam")
                .variable(Variable.real("width", -20, 20).withUnit("mm"))
                .variable(Variable.real("height", -20, 20))
                .objective(Objective.minimize("weight"))
                .objective(Objective.minimize("cost"))
                .constraint(Constraint.inequality("stress"))
                .constraint(Constraint.inequality("buckling"))
                .build();
        OptimizationResult result = JMetalResults.from(algorithm, described);
        same(result, algorithm.result());
        assertThat(result.objectiveNames()).containsExactly("weight", "cost");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JMetalResults.from(algorithm, JMetalProblems.describe(new ZDT1(5))))
                .withMessageContainingAll("2 variables", "5");
    }

    @Test
    void algorithmsOfTheOlderFamilyTellTheirProblemAndNotTheirEvaluations() {
        var nsga2 = new org.uma.jmetal.algorithm.multiobjective.nsgaii.NSGAIIBuilder<>(
                        new ZDT1(5), new SBXCrossover(0.9, 20), new PolynomialMutation(0.5, 20), 20)
                .setMaxEvaluations(BUDGET)
                .build();
        nsga2.run();
        OptimizationResult result = JMetalResults.from(nsga2);
        same(result, nsga2.result());
        assertThat(result.solver().name()).isEqualTo(nsga2.name());
        assertThat(result.problem().name()).isEqualTo("ZDT1");
        assertThat(result.run().evaluations()).isNull();
    }

    @Test
    void aSwarmOfTheNewerFamilyTellsBothAndOneOfTheOlderNeither() {
        ZDT1 problem = new ZDT1(5);
        var swarm = new org.uma.jmetal.component.algorithm.multiobjective.SMPSOBuilder(problem, 20)
                .setTermination(new TerminationByEvaluations(BUDGET))
                .build();
        swarm.run();
        same(JMetalResults.from(swarm), swarm.result());
        assertThat(JMetalResults.from(swarm).run().evaluations()).isEqualTo((long) swarm.numberOfEvaluations());

        var older = new SMPSOBuilder(problem, new CrowdingDistanceArchive<>(20))
                .setSwarmSize(20)
                .setMaxIterations(5)
                .setMutation(new PolynomialMutation(0.2, 20))
                .setSolutionListEvaluator(new SequentialSolutionListEvaluator<>())
                .build();
        older.run();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JMetalResults.from(older))
                .withMessageContainingAll("SMPSO", "from(algorithm, problem)");
        same(JMetalResults.from(older, problem), older.result());
    }

    @Test
    void aRandomSearchTellsItsEvaluationsAlone() {
        ZDT1 problem = new ZDT1(5);
        var search = new RandomSearchAlgorithm<>(
                "Random",
                new RandomSolutionsCreation<>(problem, 20),
                new SequentialEvaluation<>(problem),
                new TerminationByEvaluations(BUDGET));
        search.run();
        OptimizationResult result = JMetalResults.from(search, problem);
        same(result, search.result());
        assertThat(result.run().evaluations()).isEqualTo((long) search.evaluations());
        assertThat(result.solver().name()).isEqualTo("Random");
    }

    @Test
    void anAlgorithmThatReturnsOneSolutionGivesOneRow() {
        Algorithm<BinarySolution> genetic = new GeneticAlgorithmBuilder<>(
                        new OneMax(40), new SinglePointCrossover<>(0.9), new BitFlipMutation<>(0.05))
                .setPopulationSize(20)
                .setMaxEvaluations(BUDGET)
                .build();
        genetic.run();
        same(JMetalResults.from(genetic), List.of(genetic.result()));
    }

    @Test
    void anAlgorithmThatHasNotRunIsRefused() {
        var algorithm = new NSGAIIBuilder<>(
                        new ZDT1(5), 20, 20, new SBXCrossover(0.9, 20), new PolynomialMutation(0.5, 20))
                .build();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JMetalResults.from(algorithm))
                .withMessageContaining("run it first");
    }
}
