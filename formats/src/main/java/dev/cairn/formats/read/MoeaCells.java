package dev.cairn.formats.read;

import dev.cairn.model.BitsColumn;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.TextColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the values of one part of the rows as they are written, {@code -} for one that could not be, and makes columns of them. */
sealed interface MoeaCells {
    /** What the MOEA Framework writes for a variable that it cannot write. */
    String UNWRITTEN = "-";

    /** Takes the value of the next row; throws {@link NumberFormatException} if it is none. */
    void add(String text);

    /** The columns of all values; nothing is taken afterwards. */
    Map<ColumnName, Column> columns(ColumnName name);

    /** Real numbers. */
    final class Reals implements MoeaCells {
        private final RealCells cells = new RealCells();

        @Override
        public void add(String text) {
            if (text.equals(UNWRITTEN)) {
                cells.addMissing();
            } else {
                cells.add(Numbers.real(text));
            }
        }

        @Override
        public Map<ColumnName, Column> columns(ColumnName name) {
            return Map.of(name, cells.take());
        }
    }

    /** Values of a constraint, and how far they violate it. */
    final class Constrained implements MoeaCells {
        private final ColumnName constraint;
        private final MoeaViolation violation;
        private final RealCells values = new RealCells();
        private final RealCells violations = new RealCells();

        Constrained(ColumnName constraint, MoeaViolation violation) {
            this.constraint = constraint;
            this.violation = violation;
        }

        @Override
        public void add(String text) {
            double value = Numbers.real(text);
            values.add(value);
            violations.add(violation.applyAsDouble(value));
        }

        @Override
        public Map<ColumnName, Column> columns(ColumnName name) {
            return Map.of(name, values.take(), constraint, violations.take());
        }
    }

    /** Texts as they are. */
    final class Texts implements MoeaCells {
        private final List<@Nullable String> texts = new ArrayList<>();

        @Override
        public void add(String text) {
            texts.add(text.equals(UNWRITTEN) ? null : text);
        }

        @Override
        public Map<ColumnName, Column> columns(ColumnName name) {
            return Map.of(name, TextColumn.of(texts));
        }
    }

    /** Bits, the first one first. */
    final class Bits implements MoeaCells {
        private final int width;
        private final List<BitSet> rows = new ArrayList<>();
        private final BitSet missing = new BitSet();

        Bits(int width) {
            this.width = width;
        }

        @Override
        public void add(String text) {
            if (text.equals(UNWRITTEN)) {
                missing.set(rows.size());
                rows.add(new BitSet());
            } else {
                rows.add(bits(text, width));
            }
        }

        static BitSet bits(String text, int width) {
            if (text.length() != width || !text.chars().allMatch(c -> c == '0' || c == '1')) {
                throw new NumberFormatException(BadFile.quote(text) + " is not " + width + " bits");
            }
            BitSet bits = new BitSet(width);
            for (int i = 0; i < width; i++) {
                bits.set(i, text.charAt(i) == '1');
            }
            return bits;
        }

        @Override
        public Map<ColumnName, Column> columns(ColumnName name) {
            return Map.of(
                    name, BitsColumn.of(width, rows.toArray(BitSet[]::new)).withMissing(missing));
        }
    }

    /**
     * Whole numbers as the MOEA Framework writes them: the reflected Gray code of the distance from the lower bound, the lowest bit
     * first. Codes beyond the span stand for a value a second time.
     */
    final class GrayIntegers implements MoeaCells {
        private final int lower;
        private final long span;
        private final int width;
        private final List<Long> values = new ArrayList<>();
        private final BitSet missing = new BitSet();

        GrayIntegers(int lower, int upper) {
            this.lower = lower;
            this.span = (long) upper - lower;
            this.width = Long.SIZE - Long.numberOfLeadingZeros(span);
        }

        @Override
        public void add(String text) {
            if (text.equals(UNWRITTEN)) {
                missing.set(values.size());
                values.add(0L);
                return;
            }
            BitSet gray = Bits.bits(text, width);
            long value = 0;
            boolean bit = false;
            for (int i = width - 1; i >= 0; i--) {
                bit ^= gray.get(i);
                value = (value << 1) | (bit ? 1 : 0);
            }
            values.add(lower + (value > span ? value - span : value));
        }

        @Override
        public Map<ColumnName, Column> columns(ColumnName name) {
            return Map.of(
                    name,
                    LongColumn.adopt(values.stream().mapToLong(Long::longValue).toArray(), missing));
        }
    }

    /** Orders such as {@code [2,0,1]}. */
    final class Permutations implements MoeaCells {
        private final int width;
        private final List<long[]> rows = new ArrayList<>();
        private final BitSet missing = new BitSet();

        Permutations(int width) {
            this.width = width;
        }

        @Override
        public void add(String text) {
            if (text.equals(UNWRITTEN)) {
                missing.set(rows.size());
                rows.add(new long[width]);
                return;
            }
            String[] items = text.startsWith("[") && text.endsWith("]")
                    ? text.substring(1, text.length() - 1).split(",", -1)
                    : new String[0];
            BitSet seen = new BitSet(width);
            long[] row = new long[items.length];
            for (int i = 0; i < items.length; i++) {
                row[i] = items[i].matches("\\d{1,9}") ? Integer.parseInt(items[i]) : width;
                seen.set((int) Math.min(row[i], width));
            }
            if (items.length != width || seen.cardinality() != width || seen.get(width)) {
                throw new NumberFormatException(BadFile.quote(text) + " is no order of " + width + " items");
            }
            rows.add(row);
        }

        @Override
        public Map<ColumnName, Column> columns(ColumnName name) {
            return Map.of(
                    name,
                    IntegerMatrixColumn.of(width, rows.toArray(long[][]::new)).withMissing(missing));
        }
    }
}
