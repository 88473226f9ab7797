package dev.cairn.internal;

import dev.cairn.internal.StoredGeneration.Progress;
import dev.cairn.model.Column;
import dev.cairn.model.Generation;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a history of what generations told of themselves: a column for number, evaluations and time, and one for each scalar, missing
 * where a generation has it not. It is of whole numbers if all values are, else of real ones if all are numbers, else of text.
 */
final class RecordedHistory {
    private RecordedHistory() {}

    static History of(List<Progress> generations) {
        History.Builder history = History.builder()
                .column(
                        Generation.NUMBER,
                        LongColumn.of(generations.stream()
                                .mapToLong(Progress::generation)
                                .toArray()))
                .column(
                        Generation.EVALUATIONS,
                        LongColumn.of(generations.stream()
                                .mapToLong(Progress::evaluations)
                                .toArray()))
                .column(
                        Generation.TIME,
                        TextColumn.of(generations.stream()
                                .map(one -> one.time().toString())
                                .toList()));
        Set<String> names = new LinkedHashSet<>();
        generations.forEach(one -> names.addAll(one.scalars().asMap().keySet()));
        names.forEach(name -> history.column(
                name,
                column(generations.stream().map(one -> one.scalars().get(name)).toArray())));
        return history.build();
    }

    private static Column column(@Nullable Object[] values) {
        if (all(values, Long.class)) {
            long[] cells = IntStream.range(0, values.length)
                    .mapToLong(row -> values[row] instanceof Long whole ? whole : 0)
                    .toArray();
            return LongColumn.adopt(cells, missing(values));
        }
        if (all(values, Number.class)) {
            double[] cells = IntStream.range(0, values.length)
                    .mapToDouble(row -> values[row] instanceof Number number ? number.doubleValue() : 0)
                    .toArray();
            return RealColumn.adopt(cells, missing(values));
        }
        return TextColumn.of(IntStream.range(0, values.length)
                .mapToObj(row -> values[row] == null ? null : String.valueOf(values[row]))
                .toArray(String[]::new));
    }

    private static boolean all(@Nullable Object[] values, Class<?> type) {
        return IntStream.range(0, values.length)
                .mapToObj(row -> values[row])
                .filter(Objects::nonNull)
                .allMatch(type::isInstance);
    }

    private static BitSet missing(@Nullable Object[] values) {
        BitSet missing = new BitSet();
        IntStream.range(0, values.length).filter(row -> values[row] == null).forEach(missing::set);
        return missing;
    }
}
