package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.uma.jmetal.problem.doubleproblem.DoubleProblem;
import org.uma.jmetal.problem.multiobjective.Srinivas;
import org.uma.jmetal.problem.multiobjective.re.RE31;
import org.uma.jmetal.solution.doublesolution.DoubleSolution;

class JMetalResultsTest {
    private static final DoubleProblem TRUSS = new RE31();

    private static final OptimizationResult RESULT = new EngineeringRun(40, 800).withSeed(7);

    @Test
    void allOfTheLastPopulationIsKept() {
        assertThat(RESULT.rows()).isEqualTo(40);
        assertThat(RESULT.variableNames()).hasSize(TRUSS.numberOfVariables());
        assertThat(RESULT.objectiveNames()).hasSize(TRUSS.numberOfObjectives());
    }

    @Test
    void variablesAreWithinTheBoundsThatTheProblemDeclares() {
        for (int i = 0; i < TRUSS.numberOfVariables(); i++) {
            Variable variable = RESULT.problem().variables().get(i);
            double lower = TRUSS.variableBounds().get(i).getLowerBound();
            double upper = TRUSS.variableBounds().get(i).getUpperBound();
            assertThat(variable.lower()).isEqualTo(lower);
            assertThat(variable.upper()).isEqualTo(upper);
            assertThat(Arrays.stream(values(variable.name())).boxed())
                    .hasSize(40)
                    .allMatch(value -> value >= lower && value <= upper);
        }
    }

    @Test
    void objectivesAreThoseThatTheProblemComputesBitForBit() {
        for (int row = 0; row < RESULT.rows(); row++) {
            double[] stored = new double[TRUSS.numberOfObjectives()];
            for (int i = 0; i < stored.length; i++) {
                stored[i] = RESULT.objective(RESULT.objectiveNames().get(i)).get(row);
            }
            // Arrays of doubles are equal where their bits are, also for -0.0.
            assertThat(stored).isEqualTo(evaluated(row).objectives());
        }
    }

    @Test
    void seedAndConfigurationAreKept() {
        assertThat(RESULT.solver().seed()).isEqualTo(7);
        assertThat(RESULT.solver().parameters().integer("populationSize")).hasValue(40);
        assertThat(RESULT.solver().parameters().real("crossoverProbability")).hasValue(0.9);
        assertThat(RESULT.run().evaluations()).isEqualTo(800);
        assertThat(RESULT.run().duration()).isPresent();
    }

    @Test
    void theVersionIsThatOfTheLibraryThatRan() throws IOException {
        Properties jar = new Properties();
        try (InputStream file =
                RE31.class.getResourceAsStream("/META-INF/maven/org.uma.jmetal/jmetal-core/pom.properties")) {
            jar.load(Objects.requireNonNull(file));
        }
        assertThat(RESULT.solver().version()).isEqualTo("jMetal " + jar.getProperty("version"));
    }

    @Test
    void theHistoryHasARowForEachGenerationAndOnlyGetsBetter() {
        assertThat(RESULT.history().rows()).isEqualTo(800 / 40);
        for (String objective : RESULT.objectiveNames()) {
            double[] best = ((RealColumn) RESULT.history().column("best " + objective)).toArray();
            double last = RESULT.objective(objective).values().min().orElseThrow();
            assertThat(best[best.length - 1]).isEqualTo(last).isLessThanOrEqualTo(best[0]);
        }
    }

    @Test
    void theSameSeedFindsTheSame() {
        assertThat(new EngineeringRun(40, 800).withSeed(7).columns()).isEqualTo(RESULT.columns());
        assertThat(new EngineeringRun(40, 800).withSeed(8).columns()).isNotEqualTo(RESULT.columns());
    }

    @Test
    void theParetoFrontIsMarked() {
        assertThat(RESULT.resultSet("pareto_front")).isEqualTo(RESULT.paretoFront());
        assertThat(RESULT.resultSet("pareto_front").isEmpty()).isFalse();
    }

    @Test
    void aProblemThatIsNotNamedByHandIsNamedByNumbers() {
        Problem described = JMetalResults.describe(TRUSS);

        assertThat(described.name()).isEqualTo("RE31");
        assertThat(described.variables()).extracting(Variable::name).containsExactly("x1", "x2", "x3");
        assertThat(described.objectives()).extracting(Objective::name).containsExactly("f1", "f2", "f3");
        assertThat(described.objectives()).extracting(Objective::direction).containsOnly(Direction.MINIMIZE);
    }

    @Test
    void aProblemWithConstraintsIsRefused() {
        assertThatThrownBy(() -> JMetalResults.describe(new Srinivas()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 constraints");
    }

    private static double[] values(String variable) {
        return ((RealColumn) RESULT.variable(variable)).toArray();
    }

    private static DoubleSolution evaluated(int row) {
        DoubleSolution solution = TRUSS.createSolution();
        for (int i = 0; i < TRUSS.numberOfVariables(); i++) {
            solution.variables().set(i, values(RESULT.variableNames().get(i))[row]);
        }
        return TRUSS.evaluate(solution);
    }
}
