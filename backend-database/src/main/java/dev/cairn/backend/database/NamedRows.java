package dev.cairn.backend.database;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.query.NativeQuery;

/**
 * The rows under some names in one place, such as the ids of one scope and kind, asked for in the form in which the unique index
 * of place and name finds each by itself.
 *
 * <p>H2 searches the index by the whole key if it is compared as one row, and would read the whole place for {@code id in
 * (...)}. PostgreSQL looks up each name of an {@code in}.
 */
final class NamedRows {
    private final Product product;

    /** The columns of the index before the name, in its order, and their values. */
    private final Map<String, String> place;

    private final String column;
    private final List<String> names;

    private NamedRows(Product product, Map<String, String> place, String column, Collection<String> names) {
        this.product = product;
        this.place = place;
        this.column = column;
        this.names = List.copyOf(names);
    }

    /** Those under {@code ids}, at least one, of documents or journals. */
    static NamedRows ofIds(Product product, String scope, String kind, Collection<String> ids) {
        Map<String, String> place = new LinkedHashMap<>();
        place.put("scope", scope);
        place.put("kind", kind);
        return new NamedRows(product, place, "id", ids);
    }

    /** Those of the blobs with {@code digests}, at least one. */
    static NamedRows ofDigests(Product product, String scope, Collection<String> digests) {
        return new NamedRows(product, new LinkedHashMap<>(Map.of("scope", scope)), "digest", digests);
    }

    /** The condition that such a row meets. */
    String condition() {
        if (product == Product.H2 && names.size() > 1) {
            String columns = String.join(", ", place.keySet());
            String values = ":" + String.join(", :", place.keySet());
            return "(" + columns + ", " + column + ") in ("
                    + IntStream.range(0, padded())
                            .mapToObj(i -> "(" + values + ", :name" + i + ")")
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        String there =
                place.keySet().stream().map(one -> one + " = :" + one + " and ").collect(Collectors.joining());
        return there + column + (names.size() == 1 ? " = :name0" : " in (:names)");
    }

    /** Sets the parameters of {@link #condition}. */
    <T> NativeQuery<T> bind(NativeQuery<T> query) {
        place.forEach(query::setParameter);
        if (product != Product.H2 && names.size() > 1) {
            return query.setParameterList("names", names);
        }
        for (int i = 0; i < padded(); i++) {
            query.setParameter("name" + i, names.get(Math.min(i, names.size() - 1)));
        }
        return query;
    }

    /** The next power of two, the last name being asked for again: so there are few different statements to parse and keep. */
    private int padded() {
        return names.size() == 1 ? 1 : Integer.highestOneBit(names.size() - 1) * 2;
    }
}
