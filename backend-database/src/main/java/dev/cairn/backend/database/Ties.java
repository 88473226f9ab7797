package dev.cairn.backend.database;

import dev.cairn.query.FieldValue;
import dev.cairn.query.Place;
import dev.cairn.query.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Documents that have the same values in the first fields of an order, so that the fields behind tell how they come.
 *
 * @param query what they are asked for by
 * @param rows the value of each of the first fields, as it stands in the index
 */
record Ties(Query query, List<FieldKey> rows) {
    /** All documents that {@code query} asks for. */
    static Ties none(Query query) {
        return new Ties(query, List.of());
    }

    /** Those of them that have that value in the next field. */
    Ties and(FieldKey row) {
        List<FieldKey> more = new ArrayList<>(rows);
        more.add(row);
        return new Ties(query, List.copyOf(more));
    }

    /** How many fields they agree in. */
    int level() {
        return rows.size();
    }

    /** Whether a document at {@code place} is one of them. */
    boolean hold(Place place) {
        return place.keys().subList(0, level()).equals(values());
    }

    /** Whether all of them come behind {@code place}. */
    boolean comeBehind(Place place) {
        Query first = new Query(query.criterion(), query.orders().subList(0, level()), 0, 0, null);
        Comparator<Place> order = Place.order(first);
        return order.compare(at(new ArrayList<>(place.keys().subList(0, level()))), at(new ArrayList<>(values()))) < 0;
    }

    private List<FieldValue> values() {
        return rows.stream().map(FieldKey::value).toList();
    }

    private static Place at(List<FieldValue> keys) {
        return new Place(keys, Instant.EPOCH, "");
    }
}
