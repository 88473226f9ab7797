package dev.cairn.model;

import static dev.cairn.model.ResultFixtures.PLAIN;
import static dev.cairn.model.ResultFixtures.TRUSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Values given to a builder solution by solution. */
class RowMatrixTest {
    private static OptimizationResultBuilder plain() {
        return OptimizationResult.builder().problem(PLAIN);
    }

    @Test
    void spreadRowsOverTheDeclaredColumns() {
        OptimizationResult result = plain().variables(new double[][] {{1, 2}, {3, 4}, {5, 6}})
                .objectives(new double[][] {{7, 8}, {9, 10}, {11, 12}})
                .build();
        assertThat(result.variable("x2")).isEqualTo(RealColumn.of(2, 4, 6));
        assertThat(result.objective("f1")).isEqualTo(RealColumn.of(7, 9, 11));
    }

    @Test
    void mayBeGivenBeforeTheProblem() {
        OptimizationResult result = OptimizationResult.builder()
                .objectives(new double[][] {{1, 2}})
                .problem(PLAIN)
                .build();
        assertThat(result.rows()).isEqualTo(1);
    }

    @Test
    void refuseARaggedRowAndNameItWithBothLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain().variables(new double[][] {{1, 2}, {3}})
                        .resultSet(ResultSet.of("s", 1))
                        .build())
                .withMessageStartingWith("The result of 'plain' cannot be built: variables: row 1 has 1 values, but"
                        + " the problem 'plain' declares 2 variables (x1, x2)");
    }

    @Test
    void takeWholeNumbersForIntegerVariables() {
        Problem problem =
                Problem.builder("P").variable(Variable.integer("n", 0, 9)).build();
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .variables(new double[][] {{3}, {0x1p53}})
                .build();
        assertThat(result.variable("n")).isEqualTo(LongColumn.of(3, 1L << 53));
    }

    @Test
    void refuseAFractionForAnIntegerVariable() {
        Problem problem =
                Problem.builder("P").variable(Variable.integer("n", 0, 9)).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizationResult.builder()
                        .problem(problem)
                        .variables(new double[][] {{3}, {3.5}})
                        .build())
                .withMessageContaining("row 1 is 3.5");
    }

    @Test
    void refuseVariablesThatAreNoNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizationResult.builder()
                        .problem(TRUSS)
                        .variables(new double[][] {{1, 2, 3, 4, 5}})
                        .build())
                .withMessageContaining("a BINARY variable cannot be given as a number");
    }

    @Test
    void replaceTheColumnsOfTheirRole() {
        OptimizationResult result = plain().objective("f1", 1, 2).build().toBuilder()
                .objectives(new double[][] {{5, 6}})
                .build();
        assertThat(result.objective("f1")).isEqualTo(RealColumn.of(5));
    }

    @Test
    void doNotFollowLaterChangesOfTheArrays() {
        double[][] rows = {{1, 2}};
        OptimizationResultBuilder builder = plain().objectives(rows);
        rows[0][0] = 9;
        assertThat(builder.build().objective("f1").get(0)).isEqualTo(1);
    }

    @Test
    void refuseANullRowAndNameIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain().objectives(new double[3][]))
                .withMessageContaining("objectives of row 0 is null");
    }
}
