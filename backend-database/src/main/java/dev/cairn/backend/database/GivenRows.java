package dev.cairn.backend.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that a statement of PostgreSQL gets as parameters: a single one as values, more as one array for each column, so that there
 * are two texts of a statement whatever the number of rows, and one trip.
 */
final class GivenRows {
    /** The type of a column. */
    enum Type {
        BIGINT("bigint", "int8"),
        TEXT("text", "text"),
        BYTES("bytea", "bytea");

        private final String name;
        private final String element;

        Type(String name, String element) {
            this.name = name;
            this.element = element;
        }
    }

    private final List<Type> types;
    private final List<Object[]> rows;

    /** {@code rows}, each with a value of each of {@code types}: {@link Long}, {@link String}, {@code byte[]}. */
    GivenRows(List<Object[]> rows, Type... types) {
        this.rows = rows;
        this.types = List.copyOf(Arrays.asList(types));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The query that returns them, as a part of a statement. */
    String query() {
        StringBuilder sql = new StringBuilder(rows.size() == 1 ? "values (" : "select * from unnest(");
        for (int i = 0; i < types.size(); i++) {
            sql.append(i == 0 ? "cast(? as " : ", cast(? as ")
                    .append(types.get(i).name)
                    .append(rows.size() == 1 ? ")" : "[])");
        }
        return sql.append(')').toString();
    }

    /** Sets the parameters of {@link #query}, the first being number {@code first}; returns the number of the one behind. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < types.size(); i++) {
            if (rows.size() == 1) {
                one(statement, first + i, rows.get(0)[i]);
            } else {
                statement.setArray(first + i, array(statement.getConnection(), i));
            }
        }
        return first + types.size();
    }

    private static void one(PreparedStatement statement, int number, Object value) throws SQLException {
        if (value instanceof Long whole) {
            statement.setLong(number, whole);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(number, bytes);
        } else {
            statement.setString(number, (String) value);
        }
    }

    private java.sql.Array array(Connection connection, int column) throws SQLException {
        Type type = types.get(column);
        Object[] values = type == Type.BYTES ? new byte[rows.size()][] : new Object[rows.size()];
        if (type == Type.BIGINT) {
            values = new Long[rows.size()];
        } else if (type == Type.TEXT) {
            values = new String[rows.size()];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[column];
        }
        return connection.createArrayOf(type.element, values);
    }
}
