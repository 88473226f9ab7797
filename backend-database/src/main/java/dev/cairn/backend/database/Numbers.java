package dev.cairn.backend.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Primary keys for new rows of one table, taken from its sequence in stocks, so that few writes wait for them. Those that nobody uses
 * in the end are lost. Safe for use by many threads.
 */
final class Numbers {
    /** How far the sequence steps: as Hibernate does, its value v stands for the numbers from v - 49 to v. */
    private static final int STEP = 50;

    /** How many values are taken at once. */
    private static final int VALUES = 20;

    private final String sql;

    /** Ranges that nobody has yet: their first numbers, and how many are left; guarded by this. */
    private final Deque<long[]> ranges = new ArrayDeque<>();

    Numbers(Tables tables, String sequence) {
        this.sql = tables.product() == Product.H2
                ? "select next value for " + tables.of(sequence) + " from system_range(1, ?)"
                : "select nextval('" + tables.of(sequence) + "') from generate_series(1, ?)";
    }

    /** {@code count} numbers that nobody else gets; asks over {@code connection} if there are too few in stock. */
    synchronized long[] take(Connection connection, int count) throws SQLException {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            if (ranges.isEmpty()) {
                refill(connection, count - i);
            }
            long[] range = ranges.element();
            numbers[i] = range[0]++;
            if (--range[1] == 0) {
                ranges.remove();
            }
        }
        return numbers;
    }

    private void refill(Connection connection, int missing) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, Math.max(VALUES, (missing + STEP - 1) / STEP));
            try (ResultSet values = statement.executeQuery()) {
                while (values.next()) {
                    long last = values.getLong(1);
                    long first = Math.max(1, last - STEP + 1);
                    ranges.add(new long[] {first, last - first + 1});
                }
            }
        }
    }
}
