package dev.cairn.backend.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

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
            query.setParameter("name" + i, name(i));
        }
        return query;
    }

    /** A statement of JDBC with {@link #condition} between {@code before} and {@code behind}, and its parameters. */
    PreparedStatement prepare(Connection connection, String before, String behind) throws SQLException {
        return names.size() == 1 ? prepareOne(connection, before, behind) : prepareMany(connection, before, behind);
    }

    /** The same for one name, as most calls ask for, and with nothing that takes time. */
    private PreparedStatement prepareOne(Connection connection, String before, String behind) throws SQLException {
        StringBuilder sql = new StringBuilder(before);
        place.keySet().forEach(one -> sql.append(one).append(" = ? and "));
        PreparedStatement statement = connection.prepareStatement(
                sql.append(column).append(" = ?").append(behind).toString());
        int next = 1;
        for (String value : place.values()) {
            statement.setString(next++, value);
        }
        statement.setString(next, names.get(0));
        return statement;
    }

    private PreparedStatement prepareMany(Connection connection, String before, String behind) throws SQLException {
        List<String> values = new ArrayList<>();
        String sql = PARAMETER.matcher(condition()).replaceAll(parameter -> {
            List<String> some = values(parameter.group(1));
            values.addAll(some);
            return String.join(", ", Collections.nCopies(some.size(), "?"));
        });
        PreparedStatement statement = connection.prepareStatement(before + sql + behind);
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        return statement;
    }

    private List<String> values(String parameter) {
        String value = place.get(parameter);
        if (value != null) {
            return List.of(value);
        }
        return parameter.equals("names")
                ? IntStream.range(0, padded()).mapToObj(this::name).toList()
                : List.of(name(Integer.parseInt(parameter.substring("name".length()))));
    }

    private String name(int number) {
        return names.get(Math.min(number, names.size() - 1));
    }

    /** The next power of two, the last name being asked for again: so there are few different statements to parse and keep. */
    private int padded() {
        return names.size() == 1 ? 1 : Integer.highestOneBit(names.size() - 1) * 2;
    }
}
