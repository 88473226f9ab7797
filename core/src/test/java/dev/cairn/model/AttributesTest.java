package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static Attributes one(@Nullable Object value) {
        return Attributes.empty().with("a", value);
    }

    /** A number inside this many lists. */
    private static Object nested(int lists) {
        Object value = 1L;
        for (int i = 0; i < lists; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Nested
    class Values {
        @Test
        void turnsSmallWholeNumbersIntoLongsAndFloatsIntoDoubles() {
            assertThat(one((byte) 1))
                    .isEqualTo(one((short) 1))
                    .isEqualTo(one(1))
                    .isEqualTo(one(1L));
            assertThat(one(0.5f)).isEqualTo(one(0.5));
        }

        @Test
        void tellsAWholeNumberFromADouble() {
            assertThat(one(1L)).isNotEqualTo(one(1.0));
        }

        @Test
        void keepsNullAsAValue() {
            assertThat(one(null).contains("a")).isTrue();
            assertThat(one(null)).isNotEqualTo(Attributes.empty());
        }

        @Test
        void keepsTheOrderOfNames() {
            Attributes attributes = one(1).with("z", 2).with("m", 3);
            assertThat(attributes.asMap().keySet()).containsExactly("a", "z", "m");
        }

        @Test
        void refusesAnotherTypeWithThePathAndTheAllowedOnes() {
            Map<String, Object> crossover = Map.of("rates", List.of(0.5, new BigDecimal("0.9")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Attributes.of(Map.of("crossover", crossover)))
                    .withMessageContaining("'crossover.rates[1]'")
                    .withMessageContaining("java.math.BigDecimal")
                    .withMessageContaining("allowed are null, String, Boolean, Long");
        }

        @Test
        void refusesANestedNameThatIsNoText() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one(Map.of(1, "x")))
                    .withMessageContaining("A name in a is of the type java.lang.Integer");
        }

        @Test
        @SuppressWarnings("NullAway")
        void refusesANameThatIsNull() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Attributes.empty().with(null, 1))
                    .withMessage("A name in the attributes is null; give a String");
        }

        @Test
        void refusesTextThatUtf8CannotExpress() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one(List.of("\udc00")))
                    .withMessageContaining("'a[0]'");
        }

        @Test
        void accepts64LevelsAndRefusesOneMore() {
            assertThat(one(nested(64)).size()).isEqualTo(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one(nested(65)))
                    .withMessageContaining("nested deeper than 64");
        }

        @Test
        void refusesAListThatHoldsItself() {
            List<Object> list = new ArrayList<>();
            list.add(list);
            assertThatIllegalArgumentException().isThrownBy(() -> one(list)).withMessageContaining("holds itself");
        }

        @Test
        void doesNotFollowLaterChangesOfNestedListsAndMaps() {
            List<@Nullable Object> list = new ArrayList<>(Arrays.asList(1, null));
            Map<String, Object> map = new LinkedHashMap<>(Map.of("list", list));
            Attributes attributes = Attributes.of(map);
            list.add(2);
            map.clear();
            assertThat(attributes.get("list")).isEqualTo(Arrays.asList(1L, null));
        }

        @Test
        void givesMapsThatCannotBeWritten() {
            Map<String, @Nullable Object> map = one(1).asMap();
            assertThatThrownBy(() -> map.put("b", 2L)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    class Equality {
        private static final double OTHER_NAN = Double.longBitsToDouble(0x7ff8000000000001L);

        @Test
        void differsWhereOnlyTheBitsOfANestedNanDiffer() {
            Attributes plain = one(List.of(Map.of("x", Double.NaN)));
            Attributes other = one(List.of(Map.of("x", OTHER_NAN)));
            assertThat(plain).isNotEqualTo(other).isEqualTo(one(List.of(Map.of("x", Double.NaN))));
        }

        @Test
        void differsWhereOnlyTheSignOfZeroDiffers() {
            assertThat(one(0.0)).isNotEqualTo(one(-0.0));
        }

        @Test
        void doesNotDependOnTheOrderOfNames() {
            Attributes one = Attributes.empty().with("a", 1).with("b", 2);
            Attributes other = Attributes.empty().with("b", 2).with("a", 1);
            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        }

        @Test
        void dependsOnTheOrderAndNumberOfItems() {
            assertThat(one(List.of(1, 2))).isNotEqualTo(one(List.of(2, 1))).isNotEqualTo(one(List.of(1)));
        }

        @Test
        void tellsNullFromAbsentInANestedMap() {
            Map<String, @Nullable Object> withNull = new LinkedHashMap<>();
            withNull.put("x", null);
            assertThat(one(withNull)).isNotEqualTo(one(Map.of("y", 1)));
        }
    }

    @Nested
    class Getters {
        private final Attributes attributes = Attributes.empty()
                .with("text", "x")
                .with("whole", 3)
                .with("real", 0.5)
                .with("none", null);

        @Test
        void readsEachTypeByItsGetter() {
            assertThat(attributes.text("text")).contains("x");
            assertThat(attributes.integer("whole")).hasValue(3);
            assertThat(attributes.real("real")).hasValue(0.5);
        }

        @Test
        void readsAWholeNumberAsAReal() {
            assertThat(attributes.real("whole")).hasValue(3.0);
        }

        @Test
        void isEmptyWhereTheValueIsNullOrAbsent() {
            assertThat(attributes.text("none")).isEmpty();
            assertThat(attributes.integer("absent")).isEmpty();
            assertThat(attributes.real("absent")).isEmpty();
        }

        @Test
        void refusesToReadAValueAsAnotherType() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> attributes.integer("real"))
                    .withMessage("The attribute 'real' is a Double, not a whole number; read it with get(name)");
            assertThatIllegalArgumentException().isThrownBy(() -> attributes.text("whole"));
            assertThatIllegalArgumentException().isThrownBy(() -> attributes.real("text"));
        }
    }
}
