package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.BitsColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moeaframework.analysis.io.ResultFileWriter;
import org.moeaframework.analysis.series.ResultEntry;
import org.moeaframework.core.Solution;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.constraint.Between;
import org.moeaframework.core.constraint.Equal;
import org.moeaframework.core.constraint.GreaterThanOrEqual;
import org.moeaframework.core.constraint.LessThan;
import org.moeaframework.core.constraint.LessThanOrEqual;
import org.moeaframework.core.objective.Maximize;
import org.moeaframework.core.objective.Minimize;
import org.moeaframework.core.population.Population;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.Permutation;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.core.variable.Subset;
import org.moeaframework.problem.AbstractProblem;

/** Files that the MOEA Framework itself writes in the test, and files made by hand. */
@SuppressWarnings("NullAway.Init")
class MoeaReaderTest {
    private static final String HEADER = """
            # Version=5
            # Problem=P
            # NumberOfVariables=1
            # NumberOfObjectives=2
            # NumberOfConstraints=0
            # Variable.1.Definition=RealVariable(0.0,1.0)
            # Objective.1.Definition=Minimize
            # Objective.2.Definition=Maximize
            """;

    @TempDir
    Path folder;

    @Test
    void readsWhatTheFrameworkWrites() throws IOException {
        Mixed problem = new Mixed();
        Population population = new Population();
        for (int i = 0; i < 40; i++) {
            population.add(problem.random(i));
        }
        Path file = folder.resolve("run.dat");
        try (ResultFileWriter writer = ResultFileWriter.open(problem, file.toFile())) {
            writer.write(entry(new Population(), 100));
            writer.write(entry(population, 200));
        }
        ReadResult read = ResultReaders.read(file);
        OptimizationResult result = read.result();
        assertThat(result.rows()).isEqualTo(40);
        for (int i = 0; i < 40; i++) {
            Solution solution = population.get(i);
            assertThat(result.variable("a b").value(i)).isEqualTo(RealVariable.getReal(solution.getVariable(0)));
            assertThat(result.variable("x2").value(i))
                    .isEqualTo((long) BinaryIntegerVariable.getInt(solution.getVariable(1)));
            assertThat(((BitsColumn) result.variable("x3")).get(i))
                    .isEqualTo(BinaryVariable.getBitSet(solution.getVariable(2)));
            assertThat(result.variable("x4").value(i))
                    .isEqualTo(Arrays.stream(Permutation.getPermutation(solution.getVariable(3)))
                            .asLongStream()
                            .boxed()
                            .toList());
            assertThat(result.observable("x5").value(i))
                    .isEqualTo(solution.getVariable(4).encode());
            for (int j = 0; j < 4; j++) {
                String name = j == 1 ? "g)2" : "g" + (j + 1);
                assertThat(result.constraint(name).get(i))
                        .as(name)
                        .isEqualTo(solution.getConstraint(j).getMagnitudeOfViolation());
                assertThat(result.observable("value of " + name).value(i))
                        .isEqualTo(solution.getConstraint(j).getValue());
            }
        }
        assertThat(result.objective("co,st").toArray()).containsOnly(-1 / 3.0);
        assertThat(result.problem().objective("f2").direction()).hasToString("MAXIMIZE");
        assertThat(result.history().column("solutions")).isEqualTo(LongColumn.of(0, 40));
        assertThat(result.history().column("NFE")).isEqualTo(LongColumn.of(100, 200));
        assertThat(result.history().column("note \u00e9=").value(1)).isEqualTo("x = y\nz");
        assertThat(result.run().evaluations()).isEqualTo(200L);
        assertThat(read.notCarried())
                .anyMatch(lost -> lost.contains("x5"))
                .anyMatch(lost -> lost.contains("g5"))
                .anyMatch(lost -> lost.contains("1 entries before"));
    }

    @Test
    void readsRowsOfObjectivesAlone() throws IOException {
        ReadResult read = read(HEADER + "0.25 nan\n-0.0 Infinity\n#\n");
        assertThat(read.result().objective("f1").toArray()).containsExactly(0.25, -0.0);
        assertThat(read.result().problem().variable("x1").upper()).isEqualTo(1.0);
        assertThat(read.notCarried()).anyMatch(lost -> lost.contains("the variables"));
        assertThat(read.result().history().isEmpty()).isTrue();
    }

    @Test
    void refusesWhatIsCutOffOrDamagedAndNamesTheLine() throws IOException {
        refuses(HEADER + "0.5 1 2\n", "line 9", "cut off");
        refuses(HEADER + "0.5 1 2\n#\n0.5 1 2\n", "line 11", "cut off");
        refuses(HEADER, "line 8", "cut off");
        refuses(HEADER + "1 2 3 4\n#\n", "line 9", "4 values", "1 variables, 2 objectives");
        refuses(HEADER + "1 2 3\n1 2\n#\n", "line 10", "2 values", "3");
        refuses(HEADER + "1 2 x\n#\n", "line 9", "f2", "x");
        refuses(HEADER + "1 2 0,5\n#\n", "line 9", "point");
        refuses(HEADER + "//NFE=1\n//NFE=2\n#\n", "line 10", "NFE", "twice");
        refuses("# Version=5\n# Problem=P\n# NumberOfVariables=x\n", "NumberOfVariables");
        refuses("# Version=5\n# Problem=P\n# NumberOfVariables=999999999\n", "NumberOfVariables");
    }

    @Test
    void refusesOtherVersions() throws IOException {
        for (String version : new String[] {"# Version=6\n", ""}) {
            Path file = Files.writeString(folder.resolve("a.pf"), version + "# Problem=P\n1 2\n#\n");
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> ResultReaders.read(file))
                    .withMessageContaining("version");
        }
    }

    private static ResultEntry entry(Population population, int evaluations) {
        TypedProperties properties = new TypedProperties();
        properties.setInt("NFE", evaluations);
        properties.setString("note \u00e9=", "x = y\nz");
        return new ResultEntry(population, properties);
    }

    private void refuses(String text, String... words) {
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("a.pf")
                .withMessageContainingAll(words);
    }

    private ReadResult read(String text) throws IOException {
        return ResultReaders.read(Files.writeString(folder.resolve("a.pf"), text));
    }

    /** One variable of each kind, and constraints of the kinds that have a place in a result, and of one that has not. */
    private static final class Mixed extends AbstractProblem {
        Mixed() {
            super(5, 2, 5);
        }

        Solution random(int i) {
            Solution solution = newSolution();
            for (int j = 0; j < 5; j++) {
                solution.getVariable(j).randomize();
                solution.setConstraintValue(j, i / 16.0 - 1);
            }
            solution.setObjectiveValue(0, -1 / 3.0);
            solution.setObjectiveValue(1, i);
            return solution;
        }

        @Override
        public void evaluate(Solution solution) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Solution newSolution() {
            Solution solution = new Solution(5, 2, 5);
            solution.setVariable(0, new RealVariable("a b", 0, 1));
            solution.setVariable(1, new BinaryIntegerVariable(-3, 9));
            solution.setVariable(2, new BinaryVariable(5));
            solution.setVariable(3, new Permutation(4));
            solution.setVariable(4, new Subset(2, 4));
            solution.setObjective(0, new Minimize("co,st"));
            solution.setObjective(1, new Maximize());
            solution.setConstraint(0, new LessThanOrEqual(0.5));
            solution.setConstraint(1, new GreaterThanOrEqual("g)2", 0.25));
            solution.setConstraint(2, new Equal(0));
            solution.setConstraint(3, new Between(0, 1));
            solution.setConstraint(4, new LessThan(1));
            return solution;
        }
    }
}
