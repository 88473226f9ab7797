package dev.cairn.formats.read;

import dev.cairn.model.Column;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of values of JSON: whole numbers where all are, real ones where all are numbers and none loses a digit by that, texts where all
 * are, and else each as a text of JSON. Null is missing.
 */
final class JsonColumn {
    private static final long EXACT = 1L << 53;

    private JsonColumn() {}

    static Column of(List<? extends @Nullable Object> values) {
        BitSet missing = new BitSet();
        for (int i = 0; i < values.size(); i++) {
            missing.set(i, values.get(i) == null);
        }
        if (all(values, Long.class)) {
            return LongColumn.adopt(
                    values.stream()
                            .mapToLong(value -> value == null ? 0 : (Long) value)
                            .toArray(),
                    missing);
        }
        if (values.stream().allMatch(JsonColumn::isReal)) {
            return RealColumn.adopt(
                    values.stream()
                            .mapToDouble(value -> value == null ? 0 : ((Number) value).doubleValue())
                            .toArray(),
                    missing);
        }
        boolean texts = all(values, String.class);
        List<@Nullable String> column = new ArrayList<>(values.size());
        for (Object value : values) {
            column.add(value == null ? null : texts ? (String) value : ForeignJson.text(value));
        }
        return TextColumn.of(column);
    }

    private static boolean all(List<? extends @Nullable Object> values, Class<?> type) {
        return values.stream().filter(Objects::nonNull).allMatch(type::isInstance)
                && values.stream().anyMatch(Objects::nonNull);
    }

    private static boolean isReal(@Nullable Object value) {
        return value == null
                || value instanceof Double
                || (value instanceof Long whole && whole <= EXACT && whole >= -EXACT);
    }
}
