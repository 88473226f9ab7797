package dev.cairn.model;

import static dev.cairn.model.ResultFixtures.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {
    /** One of every type, three rows each. */
    static List<Column> everyType() {
        return List.of(
                RealColumn.of(1, 2, 3),
                LongColumn.of(1, 2, 3),
                TextColumn.of("a", "b", "c"),
                BitsColumn.of(9, bits(0), bits(8), bits(1, 2)),
                IntegerMatrixColumn.of(2, new long[] {0, 1}, new long[] {1, 0}, new long[] {5, 6}));
    }

    @Nested
    class EveryType {
        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void hasNoMissingCellUnlessOneIsNamed(Column column) {
            assertThat(column.hasMissing()).isFalse();
            assertThat(column.isMissing(2)).isFalse();
            assertThat(column.missing()).isEqualTo(new BitSet());
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void marksRowsMissingWithoutChangingTheColumnItCameFrom(Column column) {
            Column masked = column.withMissing(1);
            assertThat(masked.missing()).isEqualTo(bits(1));
            assertThat(masked.value(1)).isNull();
            assertThat(masked.value(0)).isEqualTo(column.value(0));
            assertThat(column.hasMissing()).isFalse();
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void addsMissingRowsToThoseThatAre(Column column) {
            assertThat(column.withMissing(0).withMissing(bits(2)).missing()).isEqualTo(bits(0, 2));
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void refusesToMarkARowThatDoesNotExist(Column column) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> column.withMissing(3))
                    .withMessageContaining("Row 3")
                    .withMessageContaining("3 rows");
            assertThatIllegalArgumentException().isThrownBy(() -> column.withMissing(bits(7)));
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void differsFromTheSameColumnWithAMissingRow(Column column) {
            assertThat(column.withMissing(1)).isNotEqualTo(column);
            assertThat(column.withMissing(1)).isNotEqualTo(column.withMissing(2));
            assertThat(column.withMissing(1)).isEqualTo(column.withMissing(1)).hasSameHashCodeAs(column.withMissing(1));
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void doesNotFollowLaterChangesOfTheMaskItWasGivenOrGave(Column column) {
            BitSet mask = bits(1);
            Column masked = column.withMissing(mask);
            mask.set(2);
            masked.missing().set(0);
            assertThat(masked.missing()).isEqualTo(bits(1));
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void weighsMoreThanItsCells(Column column) {
            assertThat(column.sizeInBytes()).isGreaterThan(3);
            assertThat(column.withMissing(0).sizeInBytes()).isGreaterThan(column.sizeInBytes());
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.model.ColumnTest#everyType")
        void refusesARowThatDoesNotExist(Column column) {
            assertThatIllegalArgumentException().isThrownBy(() -> column.value(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> column.isMissing(3));
        }

        @Test
        void differsFromAColumnOfAnotherTypeWithTheSameValues() {
            assertThat((Column) RealColumn.of(1)).isNotEqualTo(LongColumn.of(1));
        }
    }

    @Nested
    class Real {
        private static final double OTHER_NAN = Double.longBitsToDouble(0x7ff8000000000001L);

        @Test
        void differsWhereOnlyTheBitsOfANanDiffer() {
            assertThat(RealColumn.of(Double.NaN)).isNotEqualTo(RealColumn.of(OTHER_NAN));
            assertThat(RealColumn.of(OTHER_NAN)).isEqualTo(RealColumn.of(OTHER_NAN));
        }

        @Test
        void differsWhereOnlyTheSignOfZeroDiffers() {
            assertThat(RealColumn.of(0.0)).isNotEqualTo(RealColumn.of(-0.0));
        }

        @Test
        void keepsEveryBitOfANan() {
            assertThat(Double.doubleToRawLongBits(RealColumn.of(OTHER_NAN).get(0)))
                    .isEqualTo(0x7ff8000000000001L);
        }

        @Test
        void tellsMissingFromNan() {
            RealColumn column = RealColumn.of(Double.NaN, 1).withMissing(1);
            assertThat(column.get(0)).isNaN();
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> column.get(1))
                    .withMessageContaining("Row 1 is missing");
        }

        @Test
        void forgetsTheValueOfAMissingCell() {
            assertThat(RealColumn.of(1, 7).withMissing(1))
                    .isEqualTo(RealColumn.of(1, 9).withMissing(1));
            assertThat(RealColumn.of(1, 7).withMissing(1).toArray()).containsExactly(1, 0);
        }

        @Test
        void doesNotFollowLaterChangesOfTheArraysItWasGivenOrGave() {
            double[] values = {1, 2};
            RealColumn column = RealColumn.of(values);
            values[0] = 9;
            column.toArray()[1] = 9;
            assertThat(column).isEqualTo(RealColumn.of(1, 2));
        }

        @Test
        void leavesMissingCellsOutOfItsStream() {
            assertThat(RealColumn.of(1, 2, 3).withMissing(1).values().sum()).isEqualTo(4);
        }

        @Test
        void givesAViewThatCannotBeWritten() {
            assertThatThrownBy(() -> RealColumn.of(1).asBuffer().put(0, 2.0))
                    .isInstanceOf(ReadOnlyBufferException.class);
        }

        @Test
        void copiesABlockOfRows() {
            double[] target = new double[4];
            RealColumn.of(1, 2, 3, 4).copyTo(1, target, 2, 2);
            assertThat(target).containsExactly(0, 0, 2, 3);
        }

        @Test
        void refusesABlockThatDoesNotFit() {
            RealColumn column = RealColumn.of(1, 2, 3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> column.copyTo(2, new double[5], 0, 2))
                    .withMessageContaining("Rows 2 to 3");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> column.copyTo(0, new double[2], 1, 2))
                    .withMessageContaining("target has 2 cells, but 2 from offset 1");
        }

        @Test
        void copiesTheMaskOfAnAdoptedArray() {
            BitSet mask = bits(0);
            RealColumn column = RealColumn.adopt(new double[] {1, 2}, mask);
            mask.set(1);
            assertThat(column.missing()).isEqualTo(bits(0));
        }

        @Test
        void zeroesMissingCellsOfAnAdoptedArray() {
            double[] values = {1, 2};
            assertThat(RealColumn.adopt(values, bits(0)))
                    .isEqualTo(RealColumn.of(5, 2).withMissing(0));
        }
    }

    @Nested
    class Whole {
        @Test
        void keepsWholeNumbersThatADoubleCannotHold() {
            long beyond = (1L << 53) + 1;
            assertThat(LongColumn.of(beyond).get(0)).isEqualTo(beyond);
            assertThat(LongColumn.of(beyond)).isNotEqualTo(LongColumn.of(beyond - 1));
        }

        @Test
        void copiesABlockOfRowsAndGivesAReadOnlyView() {
            long[] target = new long[2];
            LongColumn.of(1, 2, 3).copyTo(1, target, 0, 2);
            assertThat(target).containsExactly(2, 3);
            assertThat(LongColumn.of(1).asBuffer().isReadOnly()).isTrue();
        }

        @Test
        void leavesMissingCellsOutOfItsStream() {
            assertThat(LongColumn.of(1, 2, 3).withMissing(0).values().boxed()).containsExactly(2L, 3L);
        }
    }

    @Nested
    class Text {
        @Test
        void takesNullForMissing() {
            TextColumn column = TextColumn.of("a", null);
            assertThat(column.isMissing(1)).isTrue();
            assertThat(column).isEqualTo(TextColumn.of("a", "b").withMissing(1)).isNotEqualTo(TextColumn.of("a", ""));
        }

        @Test
        void refusesTextThatUtf8CannotExpressAndNamesTheRow() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TextColumn.of("fine", "\ud800"))
                    .withMessageContaining("row 1")
                    .withMessageContaining("\\ud800");
        }

        @Test
        void givesAListThatCannotBeWritten() {
            assertThatThrownBy(() -> TextColumn.of("a").asList().set(0, "b"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void copiesABlockOfRows() {
            String[] target = new String[2];
            TextColumn.of("a", "b", "c").copyTo(1, target, 0, 2);
            assertThat(target).containsExactly("b", "c");
        }

        @Test
        void doesNotFollowLaterChangesOfTheArrayItWasGiven() {
            String[] values = {"a", "b"};
            TextColumn column = TextColumn.of(values);
            values[0] = "z";
            assertThat(column.get(0)).isEqualTo("a");
        }
    }

    @Nested
    class Bits {
        @Test
        void keepsEachBitInItsPlace() {
            BitsColumn column = BitsColumn.of(9, bits(0, 8), bits(3));
            assertThat(column.get(0, 8)).isTrue();
            assertThat(column.get(1, 8)).isFalse();
            assertThat(column.get(1)).isEqualTo(bits(3));
            assertThat(column.value(0)).isEqualTo("100000001");
        }

        @Test
        void packsRowsIntoWholeBytesFromTheLeastSignificantBit() {
            assertThat(BitsColumn.of(9, bits(0, 8), bits(3)).toArray()).containsExactly(1, 1, 8, 0);
        }

        @Test
        void ignoresBitsBeyondTheWidthOfAnAdoptedArray() {
            BitsColumn column = BitsColumn.adopt(3, new byte[] {(byte) 0xff}, null);
            assertThat(column).isEqualTo(BitsColumn.of(3, bits(0, 1, 2)));
        }

        @Test
        void refusesARowWithABitBeyondTheWidth() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BitsColumn.of(3, bits(), bits(3)))
                    .withMessageContaining("Row 1 has bit 3 set");
        }

        @Test
        void refusesAnAdoptedArrayOfBrokenRows() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BitsColumn.adopt(9, new byte[3], null))
                    .withMessageContaining("length 3 does not hold whole rows of length 2");
        }

        @Test
        void refusesAPositionOutsideTheWidth() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BitsColumn.of(3, bits()).get(0, 3))
                    .withMessageContaining("Position 3");
        }

        @Test
        void copiesABlockOfPackedRows() {
            byte[] target = new byte[2];
            BitsColumn.of(3, bits(0), bits(1), bits(2)).copyTo(1, target, 0, 2);
            assertThat(target).containsExactly(2, 4);
        }
    }

    @Nested
    class IntegerMatrix {
        @Test
        void keepsEachNumberInItsPlace() {
            IntegerMatrixColumn column = IntegerMatrixColumn.of(2, new long[] {1, 2}, new long[] {3, 4});
            assertThat(column.get(1)).containsExactly(3, 4);
            assertThat(column.get(1, 0)).isEqualTo(3);
            assertThat(column.value(1)).isEqualTo(List.of(3L, 4L));
        }

        @Test
        void refusesARaggedRowAndNamesBothLengths() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IntegerMatrixColumn.of(2, new long[] {1, 2}, new long[] {3}))
                    .withMessage("Row 1 has 1 numbers, but the column is 2 wide");
        }

        @Test
        void refusesAWidthBelowOne() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IntegerMatrixColumn.of(0))
                    .withMessageContaining("width");
        }

        @Test
        void copiesABlockOfRows() {
            long[] target = new long[3];
            IntegerMatrixColumn.of(2, new long[] {1, 2}, new long[] {3, 4}).copyTo(1, target, 1, 1);
            assertThat(target).containsExactly(0, 3, 4);
        }

        @Test
        void differsWhereOnlyTheWidthDiffers() {
            assertThat(IntegerMatrixColumn.adopt(2, new long[4], null))
                    .isNotEqualTo(IntegerMatrixColumn.adopt(4, new long[4], null));
        }
    }
}
