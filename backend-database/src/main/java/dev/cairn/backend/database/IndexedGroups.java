package dev.cairn.backend.database;

import dev.cairn.query.Criterion;
import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldValue;
import dev.cairn.query.Group;
import dev.cairn.query.Query;
import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.List;

/** Finds the first documents of each value of a field: where there are not too many values, by one search for each. */
final class IndexedGroups {
    private static final int MOST = 1_000;

    private final IndexSnapshot index;
    private final FieldPath field;
    private final Query query;

    IndexedGroups(IndexSnapshot index, FieldPath field, Query query) {
        this.index = index;
        this.field = field;
        this.query = query;
    }

    /** The groups, in the order of their values. */
    List<Group<Document>> best() {
        if (!index.spec().covers(field) || index.hasUnknown()) {
            return index.scan().best(field, query);
        }
        Long number = index.number(field);
        List<FieldValue> values = number == null ? List.of() : index.values(FieldRange.all(number), MOST + 1);
        if (values.size() > MOST || values.stream().anyMatch(FieldValue::isCut)) {
            return index.scan().best(field, query);
        }
        List<Group<Document>> groups = new ArrayList<>();
        for (FieldValue value : values) {
            Criterion own = new Criterion.Compare(field, Criterion.Operator.EQ, value.value());
            Query each = new Query(query.criterion().and(own), query.orders(), query.limit(), 0, null);
            List<Document> first = new IndexedFind(index, each).find();
            if (!first.isEmpty()) {
                groups.add(new Group<>(value.value(), first));
            }
        }
        return groups;
    }
}
