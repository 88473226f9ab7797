package dev.cairn.query;

import dev.cairn.spi.DocumentKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some fields of a document.
 *
 * @param key the document
 * @param values for each field that was asked for, by the text of its path and in the order in which they were asked for, its values
 *     in the order of the document: Booleans, Longs, BigIntegers, Doubles, Instants and Strings; none if it is missing
 */
public record FieldRow(DocumentKey key, Map<String, List<Object>> values) {
    public FieldRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The first value of {@code field}; empty if it is missing.
     *
     * @throws IllegalArgumentException if the field was not asked for
     */
    public Optional<Object> value(String field) {
        List<Object> found = values.get(FieldPath.parse(field).toString());
        if (found == null) {
            throw new IllegalArgumentException(
                    "The field '" + field + "' was not asked for; " + values.keySet() + " were.");
        }
        return found.stream().findFirst();
    }
}
