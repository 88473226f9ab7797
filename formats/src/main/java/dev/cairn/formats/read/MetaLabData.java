package dev.cairn.formats.read;

import dev.cairn.workspace.StructuredData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Structured data as metalab writes it: nested lists of numbers with a shape, or anything that JSON says. */
final class MetaLabData {
    private static final long EXACT = 1L << 53;

    private MetaLabData() {}

    static StructuredData read(Path file) {
        Map<String, @Nullable Object> json = ForeignJson.object(file);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(ForeignJson.named(json.get("metadata")));
        if (json.get("dtype") != null) {
            metadata.putIfAbsent("dtype", json.get("dtype"));
        }
        try {
            return of(json.get("data"), json.get("shape")).withMetadata(metadata);
        } catch (IllegalArgumentException e) {
            throw BadFile.whole(file, String.valueOf(e.getMessage()));
        }
    }

    private static StructuredData of(@Nullable Object data, @Nullable Object shape) {
        List<@Nullable Object> values = new ArrayList<>();
        List<Long> dimensions = new ArrayList<>();
        if (data instanceof List<?> list && flatten(list, 0, dimensions, values)) {
            if (shape instanceof List<?> said && !said.equals(dimensions)) {
                throw new IllegalArgumentException("the data are of the shape " + dimensions + ", not " + said);
            }
            long[] lengths = dimensions.stream().mapToLong(Long::longValue).toArray();
            if (!values.isEmpty() && values.stream().allMatch(Long.class::isInstance)) {
                return StructuredData.of(
                        values.stream()
                                .mapToLong(value -> ((Number) Objects.requireNonNull(value)).longValue())
                                .toArray(),
                        lengths);
            }
            if (values.stream().allMatch(MetaLabData::isReal)) {
                return StructuredData.of(
                        values.stream()
                                .mapToDouble(value -> ((Number) Objects.requireNonNull(value)).doubleValue())
                                .toArray(),
                        lengths);
            }
        }
        Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
        nothing.put("data", null);
        return StructuredData.json(data == null ? nothing : data);
    }

    /** Whether lists are nested evenly; their values and how long they are at each depth are added. */
    private static boolean flatten(List<?> list, int depth, List<Long> dimensions, List<@Nullable Object> values) {
        if (depth == dimensions.size()) {
            dimensions.add((long) list.size());
        }
        boolean nested = !list.isEmpty() && list.get(0) instanceof List;
        if (dimensions.get(depth) != list.size() || (!nested && depth + 1 < dimensions.size())) {
            return false;
        }
        for (Object item : list) {
            if (item instanceof List<?> inner) {
                if (!nested || !flatten(inner, depth + 1, dimensions, values)) {
                    return false;
                }
            } else if (nested) {
                return false;
            } else {
                values.add(item);
            }
        }
        return true;
    }

    private static boolean isReal(@Nullable Object value) {
        return value instanceof Double || (value instanceof Long whole && whole <= EXACT && whole >= -EXACT);
    }
}
