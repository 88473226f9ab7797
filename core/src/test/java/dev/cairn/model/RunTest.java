package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is known of a run: its solver, its times, its history. */
class RunTest {
    @Nested
    class Solvers {
        @Test
        void collectsWhatIsKnownStepByStep() {
            Solver solver = Solver.of("NSGA-II")
                    .withSeed(42)
                    .withParameter("populationSize", 100)
                    .withVersion("6.6");
            assertThat(solver.seed()).isEqualTo(42);
            assertThat(solver.version()).isEqualTo("6.6");
            assertThat(solver.parameters().integer("populationSize")).hasValue(100);
        }

        @Test
        void staysAsItWasWhenAnotherIsMadeFromIt() {
            Solver solver = Solver.of("A");
            assertThat(solver.withSeed(1)).isNotEqualTo(solver);
            assertThat(solver.seed()).isNull();
        }

        @Test
        void differsWhereOnlyTheBitsOfAParameterDiffer() {
            assertThat(Solver.of("A").withParameter("p", 0.0))
                    .isNotEqualTo(Solver.of("A").withParameter("p", -0.0));
        }
    }

    @Nested
    class Times {
        private final Instant start = Instant.parse("2026-11-20T10:00:00.000000001Z");

        @Test
        void areKeptToTheNanosecond() {
            RunInfo run = RunInfo.between(start, start.plusNanos(1));
            assertThat(run.duration()).contains(Duration.ofNanos(1));
        }

        @Test
        void areRefusedWhereTheEndComesFirst() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunInfo.between(start, start.minusNanos(1)))
                    .withMessageContaining("before it started at " + start);
        }

        @Test
        void haveNoDurationWhereOneIsUnknown() {
            assertThat(new RunInfo(start, null, null, null).duration()).isEmpty();
        }

        @Test
        void refusesANegativeNumberOfEvaluations() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunInfo.UNKNOWN.withEvaluations(-1))
                    .withMessageContaining("evaluations is -1");
        }
    }

    @Nested
    class Histories {
        @Test
        void keepColumnsInTheirOrder() {
            History history = History.builder()
                    .column("evaluations", LongColumn.of(100, 200))
                    .column("best", 2, 1)
                    .build();
            assertThat(history.columns().keySet()).containsExactly("evaluations", "best");
            assertThat(history.rows()).isEqualTo(2);
        }

        @Test
        void refuseColumnsOfUnequalLengthAndOfOtherTypesAtOnce() {
            History.Builder builder = History.builder()
                    .column("best", 1, 2)
                    .column("worst", 1)
                    .column("bits", BitsColumn.adopt(1, new byte[2], null));
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContaining("worst has 1 rows, but best has 2")
                    .withMessageContaining("bits is a BitsColumn");
        }

        @Test
        void nameTheKnownColumnsWhereOneIsUnknown() {
            History history = History.builder().column("best", 1).build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> history.column("worst"))
                    .withMessage("The history has no column 'worst'; it has best");
        }

        @Test
        void doNotFollowTheBuilderAfterwards() {
            History.Builder builder = History.builder().column("best", 1);
            History history = builder.build();
            builder.column("worst", 2);
            assertThat(history.columns()).hasSize(1);
            assertThatThrownBy(() -> history.columns().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void differWhereOnlyTheOrderOfColumnsDiffers() {
            History one = History.builder().column("a", 1).column("b", 1).build();
            History other = History.builder().column("b", 1).column("a", 1).build();
            assertThat(one).isNotEqualTo(other);
        }

        @Test
        void areEmptyWithoutColumns() {
            assertThat(History.builder().build()).isSameAs(History.EMPTY);
            assertThat(History.EMPTY.rows()).isZero();
        }
    }
}
