package dev.cairn.model;

import static dev.cairn.model.ResultFixtures.PLAIN;
import static dev.cairn.model.ResultFixtures.TRUSS;
import static dev.cairn.model.ResultFixtures.truss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OptimizationResultTest {
    private static OptimizationResultBuilder plain() {
        return OptimizationResult.builder().problem(PLAIN);
    }

    @Nested
    class Access {
        private final OptimizationResult result = truss().build();

        @Test
        void givesColumnsInTheOrderOfDeclarationWithTheStatusLast() {
            assertThat(result.columns().keySet().stream().map(ColumnName::toString))
                    .containsExactly(
                            "variables/area",
                            "variables/bars",
                            "variables/joints",
                            "variables/material",
                            "variables/order",
                            "objectives/mass",
                            "objectives/load",
                            "constraints/stress",
                            "observables/time",
                            "status");
        }

        @Test
        void givesColumnsByRoleAndName() {
            assertThat(result.variable("bars")).isEqualTo(LongColumn.of(1, 2, 3));
            assertThat(result.objective("load").get(1)).isEqualTo(20);
            assertThat(result.constraint("stress").get(2)).isEqualTo(1);
            assertThat(result.observable("time")).isEqualTo(RealColumn.of(0.1, 0.2, 0.3));
            assertThat(result.status()).contains(TextColumn.of("OK", null, "FAILED"));
        }

        @Test
        void namesTheKnownObjectivesWhereOneIsUnknown() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> result.objective("cost"))
                    .withMessage("There is no objective 'cost' in the problem 'truss'; it declares mass, load");
        }

        @Test
        void tellsADeclaredColumnWithoutValuesFromAnUnknownOne() {
            OptimizationResult partial = plain().objective("f1", 1, 2).build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> partial.objective("f2"))
                    .withMessageContaining("holds no column objectives/f2")
                    .withMessageContaining("It holds the objectives f1");
        }

        @Test
        void describesOneSolutionForPrinting() {
            Solution solution = result.solution(1);
            assertThat(solution.variables().toString())
                    .isEqualTo("{area=2.5, bars=2, joints=011, material=wood, order=[1, 0]}");
            assertThat(solution.objectives()).containsEntry("mass", 2.0);
            assertThat(solution.status()).isNull();
        }

        @Test
        void refusesASolutionThatDoesNotExist() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> result.solution(3))
                    .withMessageContaining("Row 3 does not exist: there are 3 rows");
        }

        @Test
        void findsResultSetsAndAttachmentsByNameAndNamesTheKnownOnes() {
            assertThat(result.resultSet("chosen").rows()).containsExactly(1);
            assertThat(result.attachment("log.txt").size()).isEqualTo(3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> result.resultSet("other"))
                    .withMessage("The result has no result set 'other'; it has chosen");
            assertThatIllegalArgumentException().isThrownBy(() -> result.attachment("other"));
        }

        @Test
        void givesCollectionsThatCannotBeWritten() {
            assertThatThrownBy(() -> result.columns().clear()).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> result.tags().add("x")).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> result.resultSets().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void weighsAtLeastItsColumnsAndTheBytesOfItsAttachments() {
            OptimizationResult heavy = result.toBuilder()
                    .attachment(Attachment.ofBytes("big", new byte[100_000]))
                    .build();
            assertThat(heavy.sizeInBytes() - result.sizeInBytes()).isBetween(100_000L, 101_000L);
        }
    }

    @Nested
    class Weight {
        @Test
        void countsNestedMetadata() {
            OptimizationResult heavy = plain().metadata("log", List.of("x".repeat(10_000), List.of("é".repeat(10_000))))
                    .build();
            assertThat(heavy.sizeInBytes()).isGreaterThan(plain().build().sizeInBytes() + 20_000);
        }

        @Test
        void countsEightBytesForEachDouble() {
            OptimizationResult heavy =
                    plain().objective("f1", new double[10_000]).build();
            assertThat(heavy.sizeInBytes() - plain().build().sizeInBytes()).isBetween(80_000L, 80_100L);
        }
    }

    @Nested
    class Building {
        @Test
        void needsOnlyAProblem() {
            OptimizationResult result = plain().build();
            assertThat(result.rows()).isZero();
            assertThat(result.solver()).isEqualTo(Solver.UNKNOWN);
            assertThat(result.run()).isEqualTo(RunInfo.UNKNOWN);
            assertThat(result.history()).isEqualTo(History.EMPTY);
        }

        @Test
        void asksForAProblemWhereThereIsNone() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OptimizationResult.builder().build())
                    .withMessageContaining("has no problem");
        }

        @Test
        void refusesColumnsOfUnequalLengthAndNamesBothLengths() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plain().variable("x1", 1, 2)
                            .objective("f1", 1, 2, 3)
                            .build())
                    .withMessageContaining("objectives/f1 has 3 rows, but variables/x1 has 2");
        }

        @Test
        void refusesAColumnThatIsNotDeclaredAndNamesTheKnownOnes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plain().objective("f9", 1).build())
                    .withMessageContaining("objectives/f9")
                    .withMessageContaining("declares no objective 'f9'; it declares f1, f2");
        }

        @Test
        void listsEverythingThatDoesNotFitAtOnce() {
            OptimizationResultBuilder builder = plain().variable("x1", LongColumn.of(1, 2))
                    .objective("f9", 1, 2)
                    .objective("f1", 1, 2, 3)
                    .resultSet(ResultSet.of("best", 7));
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContaining("4 problems")
                    .withMessageContaining("takes a RealColumn, but a LongColumn was given")
                    .withMessageContaining("'f9'")
                    .withMessageContaining("has 3 rows")
                    .withMessageContaining("'best' names row 7, but there are 3 rows");
        }

        @Test
        void refusesACategoryThatIsNotDeclaredAndNamesTheRow() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> truss().variable("material", TextColumn.of("wood", null, "gold"))
                            .build())
                    .withMessageContaining("row 2 is 'gold'")
                    .withMessageContaining("steel, wood");
        }

        @Test
        void refusesBitsAndPermutationsOfAnotherWidth() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> truss().variable("joints", BitsColumn.adopt(4, new byte[3], null))
                            .variable("order", IntegerMatrixColumn.adopt(3, new long[9], null))
                            .build())
                    .withMessageContaining("4 bits wide, but the variable is declared with 3")
                    .withMessageContaining("3 items wide, but the variable is declared with 2");
        }

        @Test
        void refusesTheWrongColumnForEveryTypeOfVariable() {
            RealColumn real = RealColumn.of(1, 2, 3);
            OptimizationResultBuilder builder = truss();
            TRUSS.names(Role.VARIABLE).subList(1, 5).forEach(name -> builder.variable(name, real));
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContaining("4 problems")
                    .withMessageContaining("variables/bars: a variable that is INTEGER takes a LongColumn");
        }

        @Test
        void refusesAWrongColumnUnderAFullName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plain().column(ColumnName.STATUS, LongColumn.of(1))
                            .column(ColumnName.objective("f1"), LongColumn.of(1))
                            .build())
                    .withMessageContaining("status: the status takes a TextColumn")
                    .withMessageContaining("objectives/f1: an objective takes a RealColumn");
        }

        @Test
        @SuppressWarnings("NullAway")
        void refusesNullAndNamesTheParameter() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plain().solver(null))
                    .withMessage("solver is null; give a value");
        }

        @Test
        void refusesABlankTag() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plain().tag(" "))
                    .withMessageContaining("tag is blank");
        }

        @Test
        void replacesAColumnOfTheResultItBeganWith() {
            OptimizationResult result = plain().objective("f1", 1, 2).build().toBuilder()
                    .objective("f1", 3, 4)
                    .build();
            assertThat(result.objective("f1")).isEqualTo(RealColumn.of(3, 4));
        }

        @Test
        void refusesWhatIsGivenTwice() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plain().objective("f1", 1)
                            .objective("f1", 2)
                            .resultSet(ResultSet.of("s"))
                            .resultSet(ResultSet.of("s"))
                            .attachment(Attachment.ofBytes("a", new byte[1]))
                            .attachment(Attachment.ofBytes("a", new byte[2]))
                            .build())
                    .withMessageContaining("objectives/f1 is given twice")
                    .withMessageContaining("result set 's' is given twice")
                    .withMessageContaining("attachment 'a' is given twice");
        }

        @Test
        void doesNotFollowTheBuilderAfterwards() {
            OptimizationResultBuilder builder = plain().tag("a");
            OptimizationResult result = builder.build();
            builder.tag("b").objective("f1", 1).madeFrom("k").resultSet(ResultSet.of("s"));
            assertThat(result).isEqualTo(plain().tag("a").build());
        }

        @Test
        void keepsTagsInOrderAndOnce() {
            assertThat(plain().tag("z").tag("a").tag("z").build().tags()).containsExactly("z", "a");
        }
    }

    @Nested
    class Equality {
        @Test
        void holdsForResultsBuiltAlike() {
            assertThat(truss().build()).isEqualTo(truss().build()).hasSameHashCodeAs(truss().build());
        }

        @Test
        void survivesToBuilder() {
            OptimizationResult result = truss().build();
            assertThat(result.toBuilder().build()).isEqualTo(result).isNotSameAs(result);
        }

        @Test
        void dependsOnEveryPart() {
            List<OptimizationResult> others = List.of(
                    truss().solver(Solver.of("other")).build(),
                    truss().run(RunInfo.UNKNOWN).build(),
                    truss().objective("mass", 1, 2, -0.0).build(),
                    truss().status("OK", "", "FAILED").build(),
                    truss().environment("jvm", "21").build(),
                    truss().metadata("note", null).build(),
                    truss().tag("more").build(),
                    truss().madeFrom("more").build(),
                    truss().resultSet(ResultSet.of("chosen", 2)).build(),
                    truss().history(History.EMPTY).build(),
                    truss().attachment(Attachment.ofBytes("log.txt", new byte[3]))
                            .build());
            assertThat(others).doesNotContain(truss().build()).doesNotHaveDuplicates();
        }

        @Test
        void dependsOnEveryBitOfADouble() {
            double other = Double.longBitsToDouble(0x7ff8000000000001L);
            assertThat(plain().objective("f1", Double.NaN).build())
                    .isNotEqualTo(plain().objective("f1", other).build());
        }

        @Test
        void hasAShortDescription() {
            assertThat(truss().build()).hasToString("OptimizationResult[truss by NSGA-II, rows=3]");
        }
    }
}
