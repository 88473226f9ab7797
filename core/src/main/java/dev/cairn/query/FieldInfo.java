package dev.cairn.query;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of one kind in one scope have in a field. Counts visible documents only, as they stand now.
 *
 * <p>Values are those of {@link FieldValue}: 1 and 1.0 are one, and of a long text the first {@value FieldValue#TEXT_BYTES} bytes
 * count.
 *
 * @param path the field
 * @param types which types its values have
 * @param documents how many documents have a value there
 * @param values its values in their order, each once, the first {@value #MOST_VALUES} if there are more
 * @param allValues whether these are all
 * @param least the least of them but for NaN; null if there is none
 * @param greatest the greatest of them but for NaN; null if there is none
 */
public record FieldInfo(
        FieldPath path,
        Set<FieldValue.Type> types,
        long documents,
        List<Object> values,
        boolean allValues,
        @Nullable Object least,
        @Nullable Object greatest) {
    /** How many values are listed. */
    public static final int MOST_VALUES = 100;

    public FieldInfo {
        types = Set.copyOf(types);
        values = List.copyOf(values);
    }
}
