package dev.cairn.backend.database;

import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Tells what the documents of a collection have in their fields, from the rows of the index. */
final class IndexedFields {
    private final IndexSnapshot index;

    IndexedFields(IndexSnapshot index) {
        this.index = index;
    }

    /** The fields, by the texts of their paths. */
    List<FieldInfo> fields() {
        if (index.hasUnknown()) {
            return index.scan().fields();
        }
        TreeMap<String, Long> paths = new TreeMap<>();
        index.paths().forEach((number, name) -> paths.put(name, number));
        List<FieldInfo> fields = new ArrayList<>();
        paths.forEach((name, number) -> fields.add(field(FieldPath.parse(name), number)));
        return fields;
    }

    private FieldInfo field(FieldPath path, long number) {
        FieldRange all = FieldRange.all(number);
        List<FieldValue> first = index.values(all, FieldInfo.MOST_VALUES + 1);
        boolean complete = first.size() <= FieldInfo.MOST_VALUES;
        List<FieldValue> values = complete ? first : first.subList(0, FieldInfo.MOST_VALUES);
        FieldValue greatest = index.last(FieldRange.ordered(number));
        return new FieldInfo(
                path,
                complete ? typesOf(values) : types(number),
                index.documents(all, List.of()),
                values.stream().map(FieldValue::value).toList(),
                complete,
                greatest == null ? null : values.get(0).value(),
                greatest == null ? null : greatest.value());
    }

    private static Set<FieldValue.Type> typesOf(List<FieldValue> values) {
        Set<FieldValue.Type> types = EnumSet.noneOf(FieldValue.Type.class);
        values.forEach(value -> types.add(value.type()));
        return types;
    }

    private Set<FieldValue.Type> types(long number) {
        List<FieldValue.Type> all = List.of(FieldValue.Type.values());
        List<Long> rows = index.probe(
                all.stream().map(type -> FieldRange.ofType(number, type)).toList(), 1);
        Set<FieldValue.Type> types = EnumSet.noneOf(FieldValue.Type.class);
        for (int i = 0; i < all.size(); i++) {
            if (rows.get(i) > 0) {
                types.add(all.get(i));
            }
        }
        return types;
    }
}
