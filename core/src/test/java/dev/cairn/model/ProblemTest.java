package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
    private static final long BEYOND_DOUBLE = (1L << 53) + 1;

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(strings = {"", "  ", "\t", "a\nb", "a\u0000", "\ud800", "\udc00x", "a\ud800b"})
        void refusesANameThatNobodyCouldReadBack(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Objective.minimize(name))
                    .withMessageContaining("objective name");
        }

        @Test
        @SuppressWarnings("NullAway")
        void refusesNullAndSaysWhatIsNull() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Problem.builder(null))
                    .withMessage("The problem name is null; give it a name.");
        }

        @Test
        void acceptsA512ByteNameAndRefusesOneByteMore() {
            assertThat(Observable.of("é".repeat(256)).name()).hasSize(256);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Observable.of("é".repeat(256) + "a"))
                    .withMessageContaining("513 bytes long");
        }

        @Test
        void acceptsSlashesDotsAndCharactersBeyondTheBasicPlane() {
            assertThat(Observable.of("../../etc/passwd 🏔").name()).isEqualTo("../../etc/passwd 🏔");
        }

        @Test
        void makesControlCharactersVisibleInTheMessage() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Objective.minimize("f\n1"))
                    .withMessageContaining("'f\\u000a1'");
        }
    }

    @Nested
    class Declarations {
        @Test
        void listsEveryNameThatIsDeclaredTwice() {
            Problem.Builder builder = Problem.builder("P")
                    .variable(Variable.real("x"))
                    .variable(Variable.integer("x", 0, 1))
                    .objective(Objective.minimize("f"))
                    .objective(Objective.maximize("f"));
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContaining("2 problems")
                    .withMessageContaining("two variables are named 'x'")
                    .withMessageContaining("two objectives are named 'f'");
        }

        @Test
        void acceptsTheSameNameInDifferentLists() {
            Problem problem = Problem.builder("P")
                    .variable(Variable.real("a"))
                    .objective(Objective.minimize("a"))
                    .constraint(Constraint.inequality("a"))
                    .observable(Observable.of("a"))
                    .build();
            assertThat(problem.names(Role.OBSERVABLE)).containsExactly("a");
        }

        @Test
        void namesTheKnownVariablesWhereOneIsUnknown() {
            Problem problem = Problem.builder("P")
                    .variable(Variable.real("x1"))
                    .variable(Variable.real("x2"))
                    .build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> problem.variable("x3"))
                    .withMessage("The problem 'P' declares no variable 'x3'; it declares x1, x2");
        }

        @Test
        void findsEachDeclarationByItsName() {
            Problem problem = ResultFixtures.TRUSS;
            assertThat(problem.objective("mass").unit()).isEqualTo("kg");
            assertThat(problem.constraint("stress").type()).isEqualTo(ConstraintType.INEQUALITY);
            assertThat(problem.observable("time").unit()).isEqualTo("s");
        }

        @Test
        void doesNotFollowLaterChangesOfTheListsItWasGiven() {
            List<Variable> variables = new ArrayList<>(List.of(Variable.real("x")));
            Problem problem = new Problem("P", null, null, variables, List.of(), List.of(), List.of());
            variables.clear();
            assertThat(problem.variables()).hasSize(1);
        }

        @Test
        void keepsDescriptionAndSuite() {
            Problem problem =
                    Problem.builder("RE31").suite("RE").description("two bars").build();
            assertThat(problem.suite()).isEqualTo("RE");
            assertThat(problem.description()).isEqualTo("two bars");
        }
    }

    @Nested
    class Variables {
        @Test
        void keepsWholeBoundsThatADoubleCannotHold() {
            Variable variable = Variable.integer("n", -BEYOND_DOUBLE, BEYOND_DOUBLE);
            assertThat(variable.lower()).isEqualTo(-BEYOND_DOUBLE);
            assertThat(variable.upper()).isEqualTo(BEYOND_DOUBLE);
            assertThat(variable).isNotEqualTo(Variable.integer("n", -BEYOND_DOUBLE, BEYOND_DOUBLE - 1));
        }

        @Test
        void comparesWholeBoundsExactly() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.integer("n", BEYOND_DOUBLE, BEYOND_DOUBLE - 1))
                    .withMessageContaining("9007199254740993");
        }

        @Test
        void refusesNanAsABound() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.real("x", Double.NaN, 1))
                    .withMessageContaining("lower bound NaN of variable 'x'");
        }

        @Test
        void refusesALowerBoundAboveTheUpperOne() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.real("x", 2, 1))
                    .withMessageContaining("lower bound 2.0 of variable 'x' is above its upper bound 1.0");
        }

        @Test
        void turnsInfiniteBoundsIntoNone() {
            Variable variable = Variable.real("x", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            assertThat(variable).isEqualTo(Variable.real("x"));
        }

        @Test
        void refusesAnInfiniteBoundThatLeavesNoValue() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.real("x", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                    .withMessageContaining("leaves no value");
        }

        @Test
        void takesWholeNumbersOfAnyTypeAsBoundsOfAnInteger() {
            Variable variable = declared(VariableType.INTEGER, 1, BigInteger.TEN, List.of(), 1);
            assertThat(variable).isEqualTo(Variable.integer("v", 1, 10));
            assertThat(declared(VariableType.INTEGER, 1.0, 10f, List.of(), 1)).isEqualTo(variable);
        }

        @Test
        void refusesAFractionAsABoundOfAnInteger() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> declared(VariableType.INTEGER, 0.5, 1, List.of(), 1))
                    .withMessageContaining("not a whole number");
        }

        @Test
        void refusesAWholeBoundBeyond64Bits() {
            BigInteger big = BigInteger.ONE.shiftLeft(64);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> declared(VariableType.INTEGER, 0, big, List.of(), 1))
                    .withMessageContaining("64 bits");
        }

        @Test
        void refusesBoundsWhereTheyHaveNoMeaning() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> declared(VariableType.BINARY, 0, 1, List.of(), 8))
                    .withMessageContaining("only REAL and INTEGER variables have bounds");
        }

        @Test
        void refusesCategoriesThatAreEmptyOrTwice() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.categorical("c"))
                    .withMessageContaining("empty");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.categorical("c", "red", "red"))
                    .withMessageContaining("'red' twice");
        }

        @Test
        void refusesCategoriesOfAnotherType() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> declared(VariableType.REAL, null, null, List.of("red"), 1))
                    .withMessageContaining("not CATEGORICAL");
        }

        @Test
        void refusesAWidthThatDoesNotGoWithTheType() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Variable.permutation("p", 0))
                    .withMessageContaining("at least 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> declared(VariableType.REAL, null, null, List.of(), 2))
                    .withMessageContaining("width of variable 'v' is 2");
        }

        @Test
        void doesNotFollowLaterChangesOfItsCategories() {
            List<String> categories = new ArrayList<>(List.of("red", "green"));
            Variable variable = Variable.categorical("c", categories);
            categories.set(0, "blue");
            assertThat(variable.categories()).containsExactly("red", "green");
        }

        private static Variable declared(
                VariableType type, @Nullable Number lower, @Nullable Number upper, List<String> categories, int width) {
            return new Variable("v", type, lower, upper, null, categories, width);
        }
    }

    @Nested
    class Constraints {
        @Test
        void isAnInequalitySatisfiedUpToItsTolerance() {
            Constraint constraint = Constraint.inequality("g", 0.5);
            assertThat(constraint.satisfiedBy(0.5)).isTrue();
            assertThat(constraint.satisfiedBy(Double.NEGATIVE_INFINITY)).isTrue();
            assertThat(constraint.satisfiedBy(Math.nextUp(0.5))).isFalse();
        }

        @Test
        void isAnEqualitySatisfiedOnBothSidesOfZero() {
            Constraint constraint = Constraint.equality("h", 0.5);
            assertThat(constraint.satisfiedBy(-0.5)).isTrue();
            assertThat(constraint.satisfiedBy(-0.6)).isFalse();
        }

        @Test
        void isNeverSatisfiedByNan() {
            assertThat(Constraint.inequality("g").satisfiedBy(Double.NaN)).isFalse();
            assertThat(Constraint.equality("h", 1).satisfiedBy(Double.NaN)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
        void refusesAToleranceThatIsNegativeOrNotFinite(double tolerance) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Constraint.equality("h", tolerance))
                    .withMessageContaining("tolerance of constraint 'h' is " + tolerance);
        }
    }
}
