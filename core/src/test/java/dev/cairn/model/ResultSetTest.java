package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResultSetTest {
    @Nested
    class Making {
        @Test
        void putsRowsInOrderAndKeepsEachOnce() {
            assertThat(ResultSet.of("s", 3, 1, 3).rows()).containsExactly(1, 3);
        }

        @Test
        void refusesANegativeRow() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ResultSet.of("s", 0, -2))
                    .withMessageContaining("'s' names row -2");
        }

        @Test
        void refusesABlankName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ResultSet.of(" ", 0))
                    .withMessageContaining("result set name is blank");
        }

        @Test
        void doesNotFollowLaterChangesOfTheRowsItWasGiven() {
            int[] rows = {1, 2};
            ResultSet set = ResultSet.of("s", rows);
            rows[0] = 7;
            assertThat(set).isEqualTo(ResultSet.of("s", 1, 2)).hasSameHashCodeAs(ResultSet.of("s", 1, 2));
        }

        @Test
        void differsWhereOnlyItsOriginDiffers() {
            ResultSet set = ResultSet.of("s", 1);
            assertThat(set.withMadeBy("Ada")).isNotEqualTo(set);
            assertThat(set.withMethod("by hand")).isNotEqualTo(set);
            assertThat(set.withParent("all")).isNotEqualTo(set);
        }
    }

    @Nested
    class Algebra {
        private final ResultSet one = ResultSet.of("one", 1, 2).withMadeBy("Ada");
        private final ResultSet other = ResultSet.of("other", 2, 3);

        @Test
        void saysHowAPartWasMadeAndFromWhich() {
            ResultSet part = one.intersection(other, "both");
            assertThat(part.name()).isEqualTo("both");
            assertThat(part.method()).isEqualTo("intersection of 'one' and 'other'");
            assertThat(part.parent()).isEqualTo("one");
            assertThat(part.madeBy()).isNull();
        }

        @Test
        void givesAUnionNoParent() {
            ResultSet union = one.union(other, "either");
            assertThat(union.method()).isEqualTo("union of 'one' and 'other'");
            assertThat(union.parent()).isNull();
        }

        @Test
        void saysHowADifferenceWasMade() {
            ResultSet rest = one.difference(other, "rest");
            assertThat(rest.method()).isEqualTo("difference of 'one' and 'other'");
            assertThat(rest.parent()).isEqualTo("one");
        }
    }
}
