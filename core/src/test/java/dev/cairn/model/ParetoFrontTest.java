package dev.cairn.model;

import static dev.cairn.model.ResultFixtures.plain;
import static dev.cairn.model.ResultFixtures.truss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    @Nested
    class Front {
        @Test
        void honoursTheDirectionOfEachObjectiveAmongFeasibleRows() {
            ResultSet front = truss().build().paretoFront();
            assertThat(front.name()).isEqualTo("pareto_front");
            assertThat(front.parent()).isEqualTo("feasible");
            assertThat(front.rows()).containsExactly(0, 1);
        }

        @Test
        void keepsAllDuplicatesOfANonDominatedRow() {
            assertThat(plain(new double[] {1, 1, 2}, new double[] {1, 1, 2})
                            .paretoFront()
                            .rows())
                    .containsExactly(0, 1);
        }

        @Test
        void leavesOutRowsWithNanOrMissingObjectivesWhateverTheOtherOneIs() {
            OptimizationResult result = plain(new double[] {-9, 1, -9}, new double[] {Double.NaN, 1, -9});
            OptimizationResult masked = result.toBuilder()
                    .objective("f1", result.objective("f1").withMissing(2))
                    .build();
            assertThat(masked.paretoFront().rows()).containsExactly(1);
        }

        @Test
        void comparesInfinitiesAsNumbers() {
            double infinity = Double.POSITIVE_INFINITY;
            assertThat(plain(new double[] {-infinity, 0, infinity}, new double[] {infinity, 0, 0})
                            .paretoFront()
                            .rows())
                    .containsExactly(0, 1);
        }

        @Test
        void takesBothZerosForEqual() {
            assertThat(plain(new double[] {0.0, -0.0}, new double[] {1, 1})
                            .paretoFront()
                            .rows())
                    .containsExactly(0, 1);
        }

        @Test
        void isEmptyWhereThereAreNoRows() {
            assertThat(plain(new double[0], new double[0]).paretoFront().isEmpty())
                    .isTrue();
        }

        @Test
        void isRefusedWithoutObjectives() {
            OptimizationResult result = OptimizationResult.builder()
                    .problem(Problem.builder("P").build())
                    .build();
            assertThatIllegalStateException()
                    .isThrownBy(result::paretoFront)
                    .withMessageContaining("declares no objectives");
        }

        @Test
        void isRefusedWhereAnObjectiveHasNoColumn() {
            OptimizationResult result = OptimizationResult.builder()
                    .problem(ResultFixtures.PLAIN)
                    .objective("f1", 1)
                    .build();
            assertThatIllegalArgumentException()
                    .isThrownBy(result::paretoFront)
                    .withMessageContaining("holds no column objectives/f2");
        }

        @Test
        void isQuickWhereNoneOfTenThousandRowsDominatesAnother() {
            Problem problem = Problem.builder("sphere")
                    .objective(Objective.minimize("a"))
                    .objective(Objective.minimize("b"))
                    .objective(Objective.minimize("c"))
                    .build();
            Random random = new Random(7);
            double[][] rows = new double[10_000][];
            for (int row = 0; row < rows.length; row++) {
                double a = random.nextDouble();
                double b = random.nextDouble();
                rows[row] = new double[] {a, b, 2 - a - b};
            }
            OptimizationResult result = OptimizationResult.builder()
                    .problem(problem)
                    .objectives(rows)
                    .build();
            ResultSet front = assertTimeoutPreemptively(Duration.ofSeconds(10), result::paretoFront);
            assertThat(front.size()).isEqualTo(10_000);
        }
    }

    @Nested
    class Feasible {
        @Test
        void holdsTheRowsThatSatisfyEveryConstraint() {
            assertThat(truss().build().feasible().rows()).containsExactly(0, 1);
        }

        @Test
        void holdsNoRowWithAMissingOrNanConstraint() {
            RealColumn stress = RealColumn.of(-1, Double.NaN, -1).withMissing(0);
            assertThat(truss().constraint("stress", stress).build().feasible().rows())
                    .containsExactly(2);
        }

        @Test
        void holdsAllRowsWithoutConstraints() {
            assertThat(plain(new double[2], new double[2]).feasible().rows()).containsExactly(0, 1);
        }
    }
}
