package dev.cairn.query;

import dev.cairn.spi.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a document stands in the order of a query. Whoever orders documents, by reading them or by an index, orders these.
 *
 * @param keys the values by which it is ordered, one for each order; null where it has none
 * @param created when the document was made
 * @param id its id
 */
public record Place(List<@Nullable FieldValue> keys, Instant created, String id) {
    public Place {
        keys = Collections.unmodifiableList(new ArrayList<>(keys));
    }

    /** The place of {@code document}, whose fields {@code values} are, in the order of {@code query}. */
    public static Place of(Query query, FieldValues values, Document document) {
        return of(query, values, document.created(), document.key().id());
    }

    /** The place of the document of that id, whose fields {@code values} are, in the order of {@code query}. */
    public static Place of(Query query, FieldValues values, Instant created, String id) {
        List<@Nullable FieldValue> keys = new ArrayList<>();
        query.orders().forEach(order -> keys.add(key(order, values)));
        return new Place(keys, created, id);
    }

    private static @Nullable FieldValue key(Order order, FieldValues values) {
        return values.of(order.path()).stream()
                .map(FieldValue::of)
                .min(direction(order))
                .orElse(null);
    }

    /** The one total order of {@code query}: see {@link Order} and {@link Query}. */
    public static Comparator<Place> order(Query query) {
        Comparator<Place> all = Comparator.comparingInt(place -> 0);
        for (int i = 0; i < query.orders().size(); i++) {
            int at = i;
            Comparator<@Nullable FieldValue> values =
                    Comparator.nullsLast(direction(query.orders().get(i)));
            all = all.thenComparing((one, other) ->
                    values.compare(one.keys().get(at), other.keys().get(at)));
        }
        Comparator<Place> ties = Comparator.comparing(Place::created).thenComparing(Place::id);
        return all.thenComparing(query.tiesDescend() ? ties.reversed() : ties);
    }

    private static Comparator<FieldValue> direction(Order order) {
        Comparator<FieldValue> values = order.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing((FieldValue value) -> value.type() == FieldValue.Type.NAN)
                .thenComparing(values);
    }
}
